using System.Text.Json;
using System.Text.Json.Serialization;
using NoticeFunctions.Tracking;

namespace NoticeFunctions.Setup.Answers;

/// <summary>How answers about channel configurations are spelt: camelCase, what is null left out.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ConfigurationAnswer))]
[JsonSerializable(typeof(ListAnswer<ConfigurationAnswer>))]
[JsonSerializable(typeof(TestAnswer))]
internal sealed partial class SetupJson : JsonSerializerContext;
