namespace NoticeFunctions.Notices;

/// <summary>What a notice says, per form; a form that is absent falls back to the text.</summary>
/// <param name="Text">Plain text, at most 64 KB of UTF-8.</param>
/// <param name="Html">For e-mail, beside the text.</param>
/// <param name="Sms">For SMS instead of the text.</param>
/// <param name="Push">For app pushes instead of the text.</param>
internal sealed record NoticeContent(string Text, string? Html = null, string? Sms = null, string? Push = null);
