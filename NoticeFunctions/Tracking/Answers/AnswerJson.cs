using System.Text.Json;
using System.Text.Json.Serialization;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Tracking;

/// <summary>How answers are spelt: camelCase, what is null left out unless its absence would leave a question.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NoticeAnswer))]
[JsonSerializable(typeof(StatusAnswer))]
[JsonSerializable(typeof(ListAnswer<NoticeAnswer>))]
[JsonSerializable(typeof(ListAnswer<DeliveryAnswer>))]
[JsonSerializable(typeof(ListAnswer<SandboxAnswer>))]
[JsonSerializable(typeof(ListAnswer<LogEntry>))]
internal sealed partial class AnswerJson : JsonSerializerContext;
