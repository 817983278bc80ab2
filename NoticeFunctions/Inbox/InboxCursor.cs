using System.Globalization;

namespace NoticeFunctions.Inbox;

/// <summary>A position in an inbox, as clients keep it.</summary>
internal static class InboxCursor
{
    /// <summary>The beginning.</summary>
    public const long Start = 0;

    /// <summary>The cursor of a position.</summary>
    public static string Write(long position) => position.ToString(CultureInfo.InvariantCulture);

    /// <summary>The position; null when the text is no cursor.</summary>
    public static long? Read(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long position) ? position : null;
}
