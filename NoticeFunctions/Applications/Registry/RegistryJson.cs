using System.Text.Json;
using System.Text.Json.Serialization;

namespace NoticeFunctions.Applications.Registry;

/// <summary>How applications are spelt in the store: compact, what has its default left out.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, Converters = [typeof(ScopesConverter)], IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(RegisteredApplication))]
internal sealed partial class RegistryJson : JsonSerializerContext;

/// <summary>Scopes by their names; one that this version does not know is none.</summary>
internal sealed class ScopesConverter : JsonConverter<Scopes>
{
    /// <inheritdoc/>
    public override Scopes Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (reader.GetString() ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Aggregate(Scopes.None, static (all, name) => ScopeNames.TryParse(name, out Scopes one) ? all | one : all);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Scopes value, JsonSerializerOptions options) => writer.WriteStringValue(ScopeNames.Join(value));
}
