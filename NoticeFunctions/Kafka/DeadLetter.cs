using System.Text.Json;
using System.Text.Json.Serialization;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Kafka;

/// <summary>What is kept of a dead letter for those who look. The message itself, its text and its token stay in the topic of dead letters.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Reason">Why the message could not be accepted: a word.</param>
/// <param name="Problem">Why, as RFC 9457 has it; null where nobody has said.</param>
/// <param name="Application">Whose it is, where its token has told.</param>
/// <param name="Topic">The topic that the message came from.</param>
/// <param name="Partition">The partition that it came from.</param>
/// <param name="Offset">Its place there.</param>
/// <param name="At">When it became a dead letter; whole milliseconds.</param>
/// <param name="Bytes">How long its value is.</param>
/// <param name="Place">Where it lies in the topic of dead letters.</param>
internal sealed record DeadLetter(
    string Id, string Reason, Problem? Problem, string? Application, string Topic, int Partition, long Offset, DateTimeOffset At, int Bytes, DeadLetterPlace Place);

/// <summary>A place in the topic of dead letters.</summary>
internal sealed record DeadLetterPlace(int Partition, long Offset);

/// <summary>How dead letters are kept.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DeadLetter))]
internal sealed partial class DeadLetterJson : JsonSerializerContext;
