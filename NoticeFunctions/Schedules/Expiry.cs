using NoticeFunctions.Notices;

namespace NoticeFunctions.Schedules;

/// <summary>Until when an occurrence is worth delivering.</summary>
internal static class Expiry
{
    /// <summary>Whether a text says one: an instant, or an ISO 8601 duration after the due instant.</summary>
    public static bool IsOne(string text) => Instant.TryParse(text, out _) || (CalendarDuration.TryParse(text, out CalendarDuration after) && after.Shortest > TimeSpan.Zero);

    /// <summary>The instant after which an occurrence is not delivered any more; null where there is none.</summary>
    /// <param name="notice">The notice.</param>
    /// <param name="due">When the occurrence is due.</param>
    public static DateTimeOffset? ExpiryOf(this Notice notice, DateTimeOffset due) => notice.Expires switch
    {
        null => null,
        { } text when Instant.TryParse(text, out DateTimeOffset instant) => instant,
        { } text when CalendarDuration.TryParse(text, out CalendarDuration after) && after.TryAddTo(due, 1, out DateTimeOffset instant) => instant,
        _ => null,
    };
}
