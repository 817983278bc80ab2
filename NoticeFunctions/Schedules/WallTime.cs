using System.Globalization;
using NodaTime;

namespace NoticeFunctions.Schedules;

/// <summary>Times as callers write them where a time zone stands beside: without an offset.</summary>
internal static class WallTime
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm"];

    /// <summary>The zone of an IANA name, of NodaTime's copy of the database; null for a name that is not there. Null stands for UTC.</summary>
    public static DateTimeZone? Zone(string? name)
    {
        // NodaTime knows offsets by name too (UTC+02); they are no places, and nobody changes clocks there.
        return name is null ? DateTimeZone.Utc : name.StartsWith("UTC+", StringComparison.Ordinal) || name.StartsWith("UTC-", StringComparison.Ordinal) ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(name);
    }

    /// <summary>Reads a time of the wall. False when it is none, or has an offset.</summary>
    public static bool TryParse(string? text, out DateTime time)
    {
        bool isOne = DateTime.TryParseExact(text?.ToUpperInvariant(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime parsed);
        time = DateTime.SpecifyKind(parsed, DateTimeKind.Utc);
        return isOne;
    }

    /// <summary>Reads an instant with an offset, or a time of a zone's wall. Its wall time stands in the result, with the offset of the instant that <see cref="WallClock.First"/> gives it.</summary>
    public static bool TryParse(string? text, WallClock clock, out DateTimeOffset instant)
    {
        if (Instant.TryParse(text, out DateTimeOffset utc))
        {
            instant = clock.Local(utc);
            return true;
        }

        instant = default;
        if (!TryParse(text, out DateTime wall) || wall.Year is < 2 or > 9998)
        {
            return false;
        }

        DateTimeOffset first = clock.First(wall);
        TimeSpan offset = wall - first.UtcDateTime;
        instant = offset.Ticks % TimeSpan.TicksPerMinute == 0 && offset.Duration() <= TimeSpan.FromHours(14)
            ? new DateTimeOffset(DateTime.SpecifyKind(wall, DateTimeKind.Unspecified), offset)
            : first;
        return true;
    }
}
