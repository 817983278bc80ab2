using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Intake.Validation;

/// <summary>Reads <c>content</c>: a text, or an object with the text and other forms of it.</summary>
internal static class ContentReader
{
    private static readonly string[] Members = ["text", "html", "sms", "push"];
    private static readonly JsonObject Example = new() { ["text"] = "Your order 1234 is on its way.", ["html"] = "<p>Your order 1234 is on its way.</p>" };
    private static readonly string TooLong = $"must have 1 character to {NoticeLimits.ContentBytes} bytes of UTF-8";

    /// <summary>The content; null with a fault when it is absent or wrong.</summary>
    public static NoticeContent? Read(ObjectReader notice, FaultList faults)
    {
        if (notice.Value("content") is not { } value)
        {
            notice.Fault("content", "is required: a text, or an object with text, html, sms, push", "Your order 1234 is on its way.");
            return null;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            return notice.Text("content", Fits, TooLong, "Your order 1234 is on its way.") is { } text ? new NoticeContent(text) : null;
        }

        if (ObjectReader.Open(value, "/content", faults, Members, Example) is not { } forms)
        {
            return null;
        }

        if (!forms.Has("text"))
        {
            forms.Fault("text", "is required: what a channel shows that has no form of its own", "Your order 1234 is on its way.");
        }

        string? plain = Form("text");
        (string? html, string? sms, string? push) = (Form("html"), Form("sms"), Form("push"));
        return plain is null ? null : new NoticeContent(plain, html, sms, push);

        string? Form(string name) => forms.Text(name, Fits, TooLong, "Your order 1234 is on its way.");
    }

    private static bool Fits(string text) => text.Length > 0 && Encoding.UTF8.GetByteCount(text) <= NoticeLimits.ContentBytes;
}
