using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using NoticeFunctions.Http;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Intake;

/// <summary>Reads the body of a request that should be JSON. The app does it itself, because a body that fails to bind is an empty 500 on the real host.</summary>
internal static class JsonBody
{
    /// <summary>How a fault begins that says that a body is none.</summary>
    public const string NoJson = "is no JSON";

    /// <summary>How deep a body may nest.</summary>
    public const int Depth = 64;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = Depth };

    /// <summary>The body's bytes, or the problem: 415 for another type, 413 for too much.</summary>
    public static async Task<(ReadOnlyMemory<byte> Body, ProblemResult? Problem)> ReadAsync(HttpRequest request, int most, CancellationToken cancellation) =>
        IsJson(request) ? await RequestBody.ReadAsync(request, most, cancellation) : (default, Refuse.UnsupportedMediaType());

    /// <summary>What a body says, or the problem: 415, 413, or 400 with everything that is wrong.</summary>
    /// <param name="request">The request.</param>
    /// <param name="most">The most bytes that the body may have.</param>
    /// <param name="read">Reads it, and keeps nothing of the element; null with faults when it is wrong.</param>
    /// <param name="faults">What is wrong beside the body, to be told along with it.</param>
    public static async Task<(T? Read, ProblemResult? Problem)> ReadAsync<T>(HttpRequest request, int most, Func<JsonElement, FaultList, T?> read, FaultList? faults = null)
        where T : class
    {
        (ReadOnlyMemory<byte> body, ProblemResult? problem) = await ReadAsync(request, most, request.HttpContext.RequestAborted);
        if (problem is not null)
        {
            return (null, problem);
        }

        faults ??= new FaultList();
        using JsonDocument? json = Parse(body, faults);
        T? said = json is null ? null : read(json.RootElement, faults);
        return said is null || faults.Any ? (null, Refuse.Invalid(faults.Items)) : (said, null);
    }

    /// <summary>Parses a body; null with a fault that says where it stops being JSON.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> body, FaultList faults)
    {
        ReadOnlyMemory<byte> json = body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
        if (!Utf8.IsValid(json.Span))
        {
            faults.Add("", $"{NoJson}: it is not in UTF-8", example: null);
            return null;
        }

        try
        {
            return JsonDocument.Parse(json, Options);
        }
        catch (JsonException e)
        {
            string reason = e.Message.Split(" LineNumber:")[0].Replace(" Change the reader options.", "");
            faults.Add("", $"{NoJson}: line {e.LineNumber + 1}, position {e.BytePositionInLine + 1}: {reason}", example: null);
            return null;
        }
    }

    private static bool IsJson(HttpRequest request) =>
        request.Headers.ContentEncoding.Count == 0
        && MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
        && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || (type.Type.Equals("application", StringComparison.OrdinalIgnoreCase) && type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)))
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));
}
