using System.Text.Json;
using System.Text.Json.Serialization;
using NoticeFunctions.Applications.Signing;

namespace NoticeFunctions.Admission;

/// <summary>How answers about applications and keys are spelt: camelCase, what is null left out.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PublicJwks))]
internal sealed partial class AdmissionJson : JsonSerializerContext;
