using System.Text.Json;
using System.Text.Json.Serialization;
using NoticeFunctions.Intake.Preview;

namespace NoticeFunctions.Intake;

/// <summary>How the intake's answers are spelt.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AcceptedNotice))]
[JsonSerializable(typeof(PreviewAnswer))]
[JsonSerializable(typeof(BatchAnswer))]
internal sealed partial class IntakeJson : JsonSerializerContext;
