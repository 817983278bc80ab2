using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels.Sms;

/// <summary>What an SMS says.</summary>
internal static class SmsText
{
    /// <summary>The content's form for SMS, and where it has none its text. The title is not in it: whoever wants it there writes it there.</summary>
    public static string Of(Notice notice) => notice.Content.Sms ?? notice.Content.Text;
}
