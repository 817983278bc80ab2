using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using NoticeFunctions.Intake.Validation;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Intake;

/// <summary>One notice of a batch, to be read by itself.</summary>
/// <param name="Body">Its JSON.</param>
/// <param name="IdempotencyKey">Its own key, or one made from the whole request's and its place.</param>
/// <param name="IsNumbered">Whether the key is the latter.</param>
/// <param name="Faults">What is wrong with its key.</param>
internal sealed record BatchItem(ReadOnlyMemory<byte> Body, string? IdempotencyKey, bool IsNumbered, FaultList Faults);

/// <summary>Takes the body of a batch apart: <c>{ "notices": [ … ] }</c>. What is in a notice is not looked at but for its <c>idempotencyKey</c>.</summary>
internal static class BatchReader
{
    private const string Notices = "notices";
    private const string Key = "idempotencyKey";

    private static JsonObject Example => new()
    {
        [Notices] = new JsonArray(new JsonObject { ["title"] = "Order shipped", ["content"] = "Your order 1234 is on its way.", ["to"] = new JsonArray(new JsonObject { ["email"] = "ann@example.com" }) }),
    };

    /// <summary>The notices; null (with faults) when the body is no batch.</summary>
    public static IReadOnlyList<BatchItem>? Read(IntakeRequest request, FaultList faults)
    {
        using JsonDocument? document = JsonBody.Parse(request.Body, faults);
        if (document is null || ObjectReader.Open(document.RootElement, "", faults, [Notices], Example) is not { } batch)
        {
            return null;
        }

        if (batch.Items(Notices, Example[Notices]!) is not { Count: >= 1 and <= NoticeLimits.BatchNotices } notices)
        {
            batch.Fault(Notices, $"must hold 1 to {NoticeLimits.BatchNotices} notices", Example[Notices]!.DeepClone());
            return null;
        }

        return [.. notices.Select((notice, place) => Read(notice, place, request.IdempotencyKey))];
    }

    private static BatchItem Read(JsonElement notice, int place, string? requestKey)
    {
        FaultList faults = new();
        string? numbered = requestKey is null ? null : $"{requestKey}\n{place}";
        if (notice.ValueKind != JsonValueKind.Object || !notice.TryGetProperty(Key, out JsonElement own))
        {
            return new(JsonMarshal.GetRawUtf8Value(notice).ToArray(), numbered, numbered is not null, faults);
        }

        string? key = own.ValueKind == JsonValueKind.String && IdempotencyKey.IsOne(own.GetString()!) ? own.GetString() : null;
        if (key is null)
        {
            faults.Add($"/{Key}", $"must have 1 to {NoticeLimits.IdempotencyKeyCharacters} visible ASCII characters", "order-1234-shipped");
        }

        return new(WithoutKey(notice), key, IsNumbered: false, faults);
    }

    private static byte[] WithoutKey(JsonElement notice)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            foreach (JsonProperty member in notice.EnumerateObject().Where(member => !member.NameEquals(Key)))
            {
                member.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
