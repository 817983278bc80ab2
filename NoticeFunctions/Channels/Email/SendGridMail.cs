using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels.Email;

/// <summary>
/// Writes the body of a call of SendGrid's v3 mail send, as SendGrid's own package would: a test compares the two. The package builds it through reflection,
/// which was a tenth of what an immediate notice costs the host.
/// </summary>
internal static class SendGridMail
{
    /// <summary>The custom argument that carries a delivery's id: SendGrid's events bring it back.</summary>
    public const string DeliveryArgument = "delivery";

    /// <summary>The custom argument that says whose it is.</summary>
    public const string ApplicationArgument = "application";

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    /// <summary>The body: every delivery is a personalization of its own, so that no recipient sees another.</summary>
    /// <param name="notice">What to say.</param>
    /// <param name="deliveries">To whom, at least one.</param>
    /// <param name="from">The sender's address where the notice names none; the sender's domain is that of the Message-IDs.</param>
    public static ByteArrayContent Compose(Notice notice, IReadOnlyList<Delivery> deliveries, string from)
    {
        ArrayBufferWriter<byte> buffer = new(1024);
        using (Utf8JsonWriter writer = new(buffer, Compact))
        {
            Write(writer, notice, deliveries, from);
        }

        // The array as it is: a copy of it would be nothing but a copy.
        ReadOnlyMemory<byte> written = buffer.WrittenMemory;
        return System.Runtime.InteropServices.MemoryMarshal.TryGetArray(written, out ArraySegment<byte> bytes)
            ? new ByteArrayContent(bytes.Array!, bytes.Offset, bytes.Count) { Headers = { ContentType = Json } }
            : new ByteArrayContent(written.ToArray()) { Headers = { ContentType = Json } };
    }

    private static void Write(Utf8JsonWriter writer, Notice notice, IReadOnlyList<Delivery> deliveries, string from)
    {
        string sender = notice.From ?? from;
        ReadOnlySpan<char> domain = sender.AsSpan(sender.LastIndexOf('@') + 1);
        writer.WriteStartObject();
        WriteAddress(writer, "from"u8, sender);
        if (notice.ReplyTo is { } replyTo)
        {
            WriteAddress(writer, "reply_to"u8, replyTo);
        }

        writer.WriteString("subject"u8, notice.Title);
        writer.WriteStartArray("personalizations"u8);
        foreach (Delivery delivery in deliveries)
        {
            WritePersonalization(writer, notice, delivery, domain);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("content"u8);
        WriteContent(writer, "text/plain"u8, notice.Content.Text);
        if (notice.Content.Html is { } html)
        {
            WriteContent(writer, "text/html"u8, html);
        }

        writer.WriteEndArray();
        if (notice.Files.Count > 0)
        {
            WriteFiles(writer, notice.Files);
        }

        if (notice.Category is { } category)
        {
            writer.WriteStartArray("categories"u8);
            writer.WriteStringValue(category);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WritePersonalization(Utf8JsonWriter writer, Notice notice, Delivery delivery, ReadOnlySpan<char> domain)
    {
        string id = delivery.Id;
        string? name = notice.To[delivery.RecipientIndex].Name;
        writer.WriteStartObject();
        writer.WriteStartArray("to"u8);
        writer.WriteStartObject();
        writer.WriteString("email"u8, delivery.Recipient);
        if (name is not null)
        {
            writer.WriteString("name"u8, name);
        }

        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteStartObject("headers"u8);
        writer.WriteString("Message-ID"u8, $"<{id}@{domain}>");
        if (delivery.UnsubscribeUrl is { } url)
        {
            writer.WriteString("List-Unsubscribe"u8, $"<{url}>");
            writer.WriteString("List-Unsubscribe-Post"u8, "List-Unsubscribe=One-Click"u8);
        }

        writer.WriteEndObject();
        writer.WriteStartObject("custom_args"u8);
        writer.WriteString(DeliveryArgument, id);
        writer.WriteString(ApplicationArgument, notice.Application);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteAddress(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string address)
    {
        writer.WriteStartObject(name);
        writer.WriteString("email"u8, address);
        writer.WriteEndObject();
    }

    private static void WriteFiles(Utf8JsonWriter writer, IReadOnlyList<AttachedFile> files)
    {
        writer.WriteStartArray("attachments"u8);
        foreach (AttachedFile file in files)
        {
            writer.WriteStartObject();
            writer.WriteBase64String("content"u8, file.Content);
            writer.WriteString("type"u8, file.ContentType);
            writer.WriteString("filename"u8, file.Name);
            writer.WriteString("disposition"u8, "attachment"u8);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteContent(Utf8JsonWriter writer, ReadOnlySpan<byte> type, string value)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, type);
        writer.WriteString("value"u8, value);
        writer.WriteEndObject();
    }
}
