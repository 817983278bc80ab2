using System.Text.Json;
using System.Text.Json.Serialization;
using NoticeFunctions.Kafka;
using NoticeFunctions.Problems;
using NoticeFunctions.Tracking;

namespace NoticeFunctions.DeadLetters;

/// <summary>A message from Kafka that could not be accepted.</summary>
/// <param name="Id">What it is redriven by.</param>
/// <param name="Reason">Why: not-json, invalid, invalid-event, unknown-event-type, unauthenticated, forbidden, too-large, idempotency-conflict, rate-limited, or unknown.</param>
/// <param name="Problem">What the same request would have been answered over HTTP.</param>
/// <param name="Application">Whose it is, where its token has told.</param>
/// <param name="Topic">The topic that it came from.</param>
/// <param name="Partition">The partition that it came from.</param>
/// <param name="Offset">Its place there.</param>
/// <param name="At">When it became a dead letter.</param>
/// <param name="Bytes">How long its value is.</param>
internal sealed record DeadLetterAnswer(string Id, string Reason, Problem? Problem, string? Application, string Topic, int Partition, long Offset, DateTimeOffset At, int Bytes)
{
    /// <summary>As it is answered.</summary>
    public static DeadLetterAnswer Of(DeadLetter letter) =>
        new(letter.Id, letter.Reason, letter.Problem, letter.Application, letter.Topic, letter.Partition, letter.Offset, letter.At, letter.Bytes);
}

/// <summary>What a redrive has done.</summary>
/// <param name="Matched">How many dead letters were meant.</param>
/// <param name="Redriven">How many of them are back in the topic that they came from; of a dry run none.</param>
/// <param name="Missing">How many the topic of dead letters has no more, or only without their value.</param>
/// <param name="More">Whether there are more than one redrive takes: ask again.</param>
/// <param name="DryRun">Whether it only looked.</param>
internal sealed record RedriveAnswer(int Matched, int Redriven, int Missing, bool More, bool DryRun);

/// <summary>How dead letters are spelt.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ListAnswer<DeadLetterAnswer>))]
[JsonSerializable(typeof(RedriveAnswer))]
internal sealed partial class DeadLetterAnswerJson : JsonSerializerContext;
