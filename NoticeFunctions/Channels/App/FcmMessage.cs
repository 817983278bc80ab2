using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using NoticeFunctions.Addresses;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels.App;

/// <summary>
/// Writes the body of a call of FCM's messages:send (https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages). The delivery's id stands in the data and takes
/// the place of an earlier message with the same id on the device, so that a repetition after a crash shows once.
/// </summary>
internal static class FcmMessage
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(28);

    /// <summary>The body.</summary>
    /// <param name="notice">What to say.</param>
    /// <param name="delivery">The delivery.</param>
    /// <param name="target">A device's token, or a topic's address.</param>
    /// <param name="now">The present: what is left until the delivery expires is how long FCM may hold the message.</param>
    public static ByteArrayContent Compose(Notice notice, Delivery delivery, string target, DateTimeOffset now)
    {
        ArrayBufferWriter<byte> buffer = new(1024);
        using (Utf8JsonWriter json = new(buffer, Compact))
        {
            json.WriteStartObject();
            json.WriteStartObject("message"u8);
            WriteTarget(json, target);
            json.WriteStartObject("notification"u8);
            json.WriteString("title"u8, notice.Title);
            json.WriteString("body"u8, notice.Content.Push ?? notice.Content.Text);
            json.WriteEndObject();
            WriteData(json, notice, delivery);
            WritePlatforms(json, delivery.Id, notice.Priority == Priority.Urgent, delivery.Expires is { } expires ? Life(expires - now) : null, now);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return new ByteArrayContent(buffer.WrittenSpan.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } };
    }

    private static void WriteTarget(Utf8JsonWriter json, string target)
    {
        if (DeviceAddress.TopicOf(target) is { } topic)
        {
            json.WriteString("topic"u8, topic);
        }
        else
        {
            json.WriteString("token"u8, target);
        }
    }

    private static void WriteData(Utf8JsonWriter json, Notice notice, Delivery delivery)
    {
        json.WriteStartObject("data"u8);
        json.WriteString("deliveryId"u8, delivery.Id);
        json.WriteString("noticeId"u8, notice.Id);
        if (notice.Category is { } category)
        {
            json.WriteString("category"u8, category);
        }

        json.WriteEndObject();
    }

    private static void WritePlatforms(Utf8JsonWriter json, string id, bool urgent, long? life, DateTimeOffset now)
    {
        json.WriteStartObject("android"u8);
        json.WriteString("priority"u8, urgent ? "HIGH"u8 : "NORMAL"u8);
        if (life is { } seconds)
        {
            json.WriteString("ttl"u8, string.Create(CultureInfo.InvariantCulture, $"{seconds}s"));
        }

        json.WriteStartObject("notification"u8);
        json.WriteString("tag"u8, id);
        json.WriteEndObject();
        json.WriteEndObject();

        json.WriteStartObject("apns"u8);
        json.WriteStartObject("headers"u8);
        json.WriteString("apns-priority"u8, urgent ? "10"u8 : "5"u8);
        json.WriteString("apns-collapse-id"u8, id);
        if (life is { } left)
        {
            json.WriteString("apns-expiration"u8, (now.ToUnixTimeSeconds() + left).ToString(CultureInfo.InvariantCulture));
        }

        json.WriteEndObject();
        json.WriteEndObject();

        json.WriteStartObject("webpush"u8);
        json.WriteStartObject("headers"u8);
        json.WriteString("Urgency"u8, urgent ? "high"u8 : "normal"u8);
        if (life is { } rest)
        {
            json.WriteString("TTL"u8, rest.ToString(CultureInfo.InvariantCulture));
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static long Life(TimeSpan left) => (long)Math.Clamp(left.TotalSeconds, 0, LongestLife.TotalSeconds);
}
