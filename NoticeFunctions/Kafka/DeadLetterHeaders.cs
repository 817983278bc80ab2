using System.Globalization;
using System.Text;
using System.Text.Json;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Kafka;

/// <summary>What a dead letter says beyond the message that it was: headers, so that any consumer can read them.</summary>
internal static class DeadLetterHeaders
{
    /// <summary>What all of them begin with.</summary>
    public const string Prefix = "notice-";

    /// <summary>The dead letter's id.</summary>
    public const string Id = Prefix + "dead-letter-id";

    /// <summary>Why it could not be accepted: a word.</summary>
    public const string Reason = Prefix + "reason";

    /// <summary>Why, as RFC 9457 has it.</summary>
    public const string Problem = Prefix + "problem";

    /// <summary>Whose it is, where its token has told.</summary>
    public const string Application = Prefix + "application";

    /// <summary>The topic that it came from.</summary>
    public const string Topic = Prefix + "topic";

    /// <summary>The partition that it came from.</summary>
    public const string Partition = Prefix + "partition";

    /// <summary>Its place there.</summary>
    public const string Offset = Prefix + "offset";

    /// <summary>That its value is left out, because the topic of dead letters takes none so large.</summary>
    public const string Truncated = Prefix + "truncated";

    /// <summary>On a message that has come back: the dead letter that it was.</summary>
    public const string Redriven = Prefix + "redriven";

    /// <summary>The headers of a dead letter: the message's own, and what is said of it. What an earlier time as a dead letter said is left out.</summary>
    public static IReadOnlyList<KeyValuePair<string, byte[]?>> Of(UndeliverableMessage message) =>
    [
        .. Own(message.Record.Headers),
        Text(Id, message.Id),
        Text(Reason, message.Reason),
        new(Problem, JsonSerializer.SerializeToUtf8Bytes(message.Problem, ProblemJson.Default.Problem)),
        .. message.Application is { } application ? [Text(Application, application)] : Array.Empty<KeyValuePair<string, byte[]?>>(),
        Text(Topic, message.Record.Topic),
        Text(Partition, message.Record.Partition.ToString(CultureInfo.InvariantCulture)),
        Text(Offset, message.Record.Offset.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>A message's own headers.</summary>
    public static IEnumerable<KeyValuePair<string, byte[]?>> Own(IEnumerable<Microsoft.Azure.Functions.Worker.KafkaHeader>? headers) =>
        (headers ?? []).Where(header => !IsOurs(header.Key)).Select(header => KeyValuePair.Create(header.Key, (byte[]?)header.Value));

    /// <summary>Whether a header is one that a dead letter has beyond the message.</summary>
    public static bool IsOurs(string name) => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>A header of text.</summary>
    public static KeyValuePair<string, byte[]?> Text(string name, string text) => new(name, Encoding.UTF8.GetBytes(text));
}
