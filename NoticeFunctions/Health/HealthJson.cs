using System.Text.Json;
using System.Text.Json.Serialization;

namespace NoticeFunctions.Health;

/// <summary>How health is spelt.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HealthAnswer))]
internal sealed partial class HealthJson : JsonSerializerContext;
