using System.Runtime.InteropServices;
using System.Text.Json;
using NoticeFunctions.Kafka;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Intake.FromKafka;

/// <summary>A CloudEvents 1.0 event around a notice (https://github.com/cloudevents/spec, the JSON format and the Kafka protocol binding).</summary>
/// <param name="Source">Who tells, unique together with the id.</param>
/// <param name="Id">The event.</param>
/// <param name="Type">What it is about.</param>
/// <param name="Data">The notice.</param>
internal sealed record CloudEvent(string Source, string Id, string Type, ReadOnlyMemory<byte> Data)
{
    /// <summary>The only type of event that is taken.</summary>
    public const string NoticeRequested = "notice.requested";

    private const string Structured = "application/cloudevents";
    private const string Version = "1.0";

    /// <summary>Whether a message says that it is an event: binary mode by its header, structured mode by its content type, or by an envelope that is plain to see.</summary>
    public static bool IsOne(MessageHeaders headers, ReadOnlyMemory<byte> value) =>
        headers["ce_specversion"].Count > 0
        || (headers["content-type"] is { Count: > 0 } type
            ? type.ToString().StartsWith(Structured, StringComparison.OrdinalIgnoreCase)
            : value.Span.IndexOf("\"specversion\""u8) >= 0 && HasEnvelope(value));

    /// <summary>Reads the event; null with faults.</summary>
    public static CloudEvent? Read(MessageHeaders headers, ReadOnlyMemory<byte> value, FaultList faults) =>
        headers["ce_specversion"].Count > 0 ? ReadBinary(headers, value, faults) : ReadStructured(value, faults);

    private static CloudEvent? ReadBinary(MessageHeaders headers, ReadOnlyMemory<byte> value, FaultList faults)
    {
        string? source = Attribute(headers.Single("ce_source"), "ce_source", faults);
        string? id = Attribute(headers.Single("ce_id"), "ce_id", faults);
        string? type = Attribute(headers.Single("ce_type"), "ce_type", faults);
        CheckVersion(headers.Single("ce_specversion"), "ce_specversion", faults);
        return faults.Any ? null : new(source!, id!, type!, value);
    }

    private static CloudEvent? ReadStructured(ReadOnlyMemory<byte> value, FaultList faults)
    {
        using JsonDocument? document = JsonBody.Parse(value, faults);
        if (document is null)
        {
            return null;
        }

        JsonElement root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            faults.Add("", "must be one event, an object; a batch of events is not taken", example: null);
            return null;
        }

        string? source = Attribute(Text(root, "source"), "/source", faults);
        string? id = Attribute(Text(root, "id"), "/id", faults);
        string? type = Attribute(Text(root, "type"), "/type", faults);
        CheckVersion(Text(root, "specversion"), "/specversion", faults);
        // Events of other types may have none.
        ReadOnlyMemory<byte> data = type == NoticeRequested ? DataOf(root, faults) : default;
        return faults.Any ? null : new(source!, id!, type!, data);
    }

    private static ReadOnlyMemory<byte> DataOf(JsonElement root, FaultList faults)
    {
        if (root.TryGetProperty("data_base64", out JsonElement encoded) && encoded.ValueKind == JsonValueKind.String && encoded.TryGetBytesFromBase64(out byte[]? bytes))
        {
            return bytes;
        }

        if (root.TryGetProperty("data", out JsonElement data))
        {
            // JSON within a text is what some libraries write for JSON that they were given as a text.
            return data.ValueKind == JsonValueKind.String ? System.Text.Encoding.UTF8.GetBytes(data.GetString()!) : JsonMarshal.GetRawUtf8Value(data).ToArray();
        }

        faults.Add("/data", "is required: the notice, as POST /api/notices takes it", example: null);
        return default;
    }

    private static string? Attribute(string? text, string pointer, FaultList faults)
    {
        if (text is { Length: > 0 })
        {
            return text;
        }

        faults.Add(pointer, "is required: a text that is not empty, once (CloudEvents 1.0)", pointer.EndsWith("type", StringComparison.Ordinal) ? NoticeRequested : "/orders");
        return null;
    }

    private static void CheckVersion(string? text, string pointer, FaultList faults)
    {
        if (text != Version)
        {
            faults.Add(pointer, $"must be {Version}", Version);
        }
    }

    private static bool HasEnvelope(ReadOnlyMemory<byte> value)
    {
        using JsonDocument? document = JsonBody.Parse(value, new FaultList());
        return document is { RootElement.ValueKind: JsonValueKind.Object } && document.RootElement.TryGetProperty("specversion", out _);
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
