using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace NoticeFunctions.LocalHost.Hosting.Durable.Management.Json;

/// <summary>Answers in the real host's JSON: compact, and escaped no more than needed.</summary>
internal static class JsonAnswers
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 256 };

    public static async Task JsonAsync(this ManagementRequest request, int status, Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> body = new();
        await using (Utf8JsonWriter json = new(body, Options))
        {
            write(json);
        }

        HttpResponse response = request.Http.Response;
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        await response.Body.WriteAsync(body.WrittenMemory, request.Aborted);
    }

    /// <summary>A JSON string for a body.</summary>
    public static Task SayAsync(this ManagementRequest request, int status, string text) => request.JsonAsync(status, json => json.WriteStringValue(text));

    /// <summary>What is wrong with the request.</summary>
    public static Task RefuseAsync(this ManagementRequest request, int status, string message) => request.JsonAsync(status, json =>
    {
        json.WriteStartObject();
        json.WriteString("Message", message);
        json.WriteEndObject();
    });

    /// <summary>What went wrong, as the real host tells exceptions; whoever has the system key may see it.</summary>
    public static Task FailAsync(this ManagementRequest request, int status, string message, Exception reason, string? type = null) => request.JsonAsync(status, json =>
    {
        json.WriteStartObject();
        json.WriteString("Message", message);
        json.WriteString("ExceptionMessage", reason.Message);
        json.WriteString("ExceptionType", type ?? reason.GetType().FullName);
        json.WriteString("StackTrace", reason.StackTrace);
        json.WriteEndObject();
    });

    /// <summary>A text that is JSON as the value that it is, any other as a string.</summary>
    public static void WriteValue(this Utf8JsonWriter json, string name, string? text)
    {
        json.WritePropertyName(name);
        json.WriteValue(text);
    }

    /// <inheritdoc cref="WriteValue(Utf8JsonWriter, string, string?)"/>
    public static void WriteValue(this Utf8JsonWriter json, string? text)
    {
        if (text is null)
        {
            json.WriteNullValue();
        }
        else if (IsJson(text))
        {
            json.WriteRawValue(text, skipInputValidation: true);
        }
        else
        {
            json.WriteStringValue(text);
        }
    }

    private static bool IsJson(string text)
    {
        try
        {
            using JsonDocument parsed = JsonDocument.Parse(text, Deep);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
