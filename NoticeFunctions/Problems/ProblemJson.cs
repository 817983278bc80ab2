using System.Text.Json;
using System.Text.Json.Serialization;

namespace NoticeFunctions.Problems;

/// <summary>How problems are spelt: camelCase, what is null left out.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ProblemJson : JsonSerializerContext;
