using System.Text.Json;
using System.Text.Json.Serialization;

namespace NoticeFunctions.Intake;

/// <summary>How the intake's answers are spelt.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AcceptedNotice))]
internal sealed partial class IntakeJson : JsonSerializerContext;
