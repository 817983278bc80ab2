using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;

namespace NoticeFunctions.Channels.Calls;

/// <summary>What a provider answered to a call.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The answer's JSON; of kind Undefined when it has none, is broken off, or is longer than what is read of it.</param>
/// <param name="RetryAfter">How long the provider wants to be left alone, where it says so.</param>
internal sealed record ProviderAnswer(int Status, JsonElement Body, TimeSpan? RetryAfter)
{
    /// <summary>Bytes of an answer that are read unless told otherwise: providers' answers have some hundreds.</summary>
    public const int LongestBody = 64 * 1024;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    /// <summary>Whether the provider took what was asked.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Whether the same may be taken later.</summary>
    public bool MayPass => Status is 408 or 429 or >= 500;

    /// <summary>A text of the answer, by the names on the way to it; null where there is none.</summary>
    public string? Text(params ReadOnlySpan<string> path) => TextIn(Body, path);

    /// <summary>A text within a value, by the names on the way to it; a number as it is written. Null where there is none.</summary>
    public static string? TextIn(JsonElement value, params ReadOnlySpan<string> path)
    {
        foreach (string name in path)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
            {
                return null;
            }
        }

        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            // A \u escape that is half a character.
            return null;
        }
    }

    /// <summary>Reads an answer. What its status says holds, whatever becomes of its body.</summary>
    /// <param name="response">The answer, of which the head has been read.</param>
    /// <param name="longest">Bytes of the body that are read.</param>
    /// <param name="cancellation">Ends the reading of the body.</param>
    public static async Task<ProviderAnswer> ReadAsync(HttpResponseMessage response, int longest, CancellationToken cancellation) =>
        new((int)response.StatusCode, await ReadBodyAsync(response.Content, longest, cancellation), RetryAfterOf(response.Headers));

    private static async Task<JsonElement> ReadBodyAsync(HttpContent content, int longest, CancellationToken cancellation)
    {
        // A fan-out reads thousands of answers: each in a buffer of its own would be most of what it allocates.
        byte[] buffer = ArrayPool<byte>.Shared.Rent(longest + 1);
        try
        {
            await using Stream stream = await content.ReadAsStreamAsync(cancellation);
            int length = await stream.ReadAtLeastAsync(buffer.AsMemory(0, longest + 1), longest + 1, throwOnEndOfStream: false, cancellation);
            if (length > longest)
            {
                return default;
            }

            using JsonDocument document = JsonDocument.Parse(buffer.AsMemory(0, length), Options);
            return document.RootElement.Clone();
        }
        catch (Exception e) when (e is JsonException or IOException or HttpRequestException or OperationCanceledException)
        {
            return default;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static TimeSpan? RetryAfterOf(HttpResponseHeaders headers) => headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,

        // A date is measured on the sender's own clock, for ours may differ.
        { Date: { } date } when headers.Date is { } sent && date > sent => date - sent,
        _ => null,
    };
}
