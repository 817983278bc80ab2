using System.Text.Json;
using System.Text.Json.Serialization;
using NoticeFunctions.Applications.Signing;
using NoticeFunctions.Tracking;

namespace NoticeFunctions.Admission.Answers;

/// <summary>How answers about applications and keys are spelt: camelCase, what is null left out.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(PublicJwks))]
[JsonSerializable(typeof(ApplicationAnswer))]
[JsonSerializable(typeof(ListAnswer<ApplicationAnswer>))]
[JsonSerializable(typeof(KeyAnswer))]
[JsonSerializable(typeof(KeysAnswer))]
internal sealed partial class AdmissionJson : JsonSerializerContext;
