using System.Text.Json;
using System.Text.Json.Serialization;
using NoticeFunctions.Intake.Preview;

namespace NoticeFunctions.Intake;

/// <summary>How the intake's answers are spelt.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AcceptedNotice))]
[JsonSerializable(typeof(PreviewAnswer))]
internal sealed partial class IntakeJson : JsonSerializerContext;
