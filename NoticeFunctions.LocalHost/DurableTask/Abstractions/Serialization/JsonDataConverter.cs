using System.Text.Json;

namespace Microsoft.DurableTask.Converters;

/// <summary>Keeps data as JSON, by System.Text.Json.</summary>
public class JsonDataConverter : DataConverter
{
    // The default: members keep their casing, fields are included (ValueTuple has nothing else).
    private static readonly JsonSerializerOptions DefaultOptions = new() { IncludeFields = true };

    private readonly JsonSerializerOptions options;

    /// <summary>Makes a converter.</summary>
    /// <param name="options">How to write and read; null includes fields and changes no name's casing.</param>
    public JsonDataConverter(JsonSerializerOptions? options = null) => this.options = options ?? DefaultOptions;

    /// <summary>A converter with the default options.</summary>
    public static JsonDataConverter Default { get; } = new();

    /// <inheritdoc/>
    /// <exception cref="JsonException">The value can't be written, for example because it refers to itself.</exception>
    public override string? Serialize(object? value) => value is null ? null : JsonSerializer.Serialize(value, options);

    /// <inheritdoc/>
    /// <exception cref="JsonException">The text is no JSON, or does not fit the type.</exception>
    public override object? Deserialize(string? data, Type targetType) =>
        data is null ? null : JsonSerializer.Deserialize(data, targetType, options);
}
