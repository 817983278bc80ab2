using System.Globalization;

namespace NoticeFunctions.Schedules;

/// <summary>Instants as callers write them: RFC 3339, always with an offset, because a time without one means something else on every machine.</summary>
internal static class Instant
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mmzzz"];

    /// <summary>Reads an instant and turns it to UTC. False when it is none or lacks an offset.</summary>
    public static bool TryParse(string? text, out DateTimeOffset instant)
    {
        string upper = text?.ToUpperInvariant() ?? "";
        string withOffset = upper.EndsWith('Z') ? $"{upper.AsSpan(..^1)}+00:00" : upper;
        bool isOne = DateTimeOffset.TryParseExact(withOffset, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset parsed);
        instant = parsed.ToUniversalTime();
        return isOne;
    }
}
