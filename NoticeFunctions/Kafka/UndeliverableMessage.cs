using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Kafka;

/// <summary>A message that can't be accepted.</summary>
/// <param name="Record">The message.</param>
/// <param name="Reason">Why: a word.</param>
/// <param name="Problem">Why, as RFC 9457 has it.</param>
/// <param name="Application">Whose it is, where that is known.</param>
internal sealed record UndeliverableMessage(KafkaRecord Record, string Reason, Problem Problem, string? Application)
{
    /// <summary>The dead letter's id: 32 hex digits of its place and its instant, the same however often the message is read.</summary>
    public string Id { get; } = Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Record.Topic}\n{Record.Partition}\n{Record.Offset}\n{Record.Timestamp?.UnixTimestampMs}"))).AsSpan(..16));
}
