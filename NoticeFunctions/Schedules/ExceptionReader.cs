using System.Globalization;

namespace NoticeFunctions.Schedules;

/// <summary>
/// Reads what a cycle leaves out: a date (all of that day on the zone's wall), an instant (with an offset, or of the wall), or a range of two of one kind with a slash
/// between them (ISO 8601), both ends included.
/// </summary>
internal static class ExceptionReader
{
    /// <summary>Reads one. False when it is none, or a range that ends before it begins.</summary>
    public static bool TryRead(string text, WallClock clock, out Stretch stretch)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return TryReadOne(text, clock, out stretch);
        }

        stretch = default;
        if (!TryReadOne(text[..slash], clock, out Stretch first) || !TryReadOne(text[(slash + 1)..], clock, out Stretch last) || last.To < first.From)
        {
            return false;
        }

        stretch = new Stretch(first.From, last.To);
        return true;
    }

    private static bool TryReadOne(string text, WallClock clock, out Stretch stretch)
    {
        if (DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime date) && date.Year is > 1 and < 9999)
        {
            stretch = new Stretch(clock.First(date), clock.First(date.AddDays(1)).AddTicks(-1));
            return true;
        }

        if (Instant.TryParse(text, out DateTimeOffset instant))
        {
            stretch = new Stretch(instant, instant);
            return true;
        }

        bool isWall = WallTime.TryParse(text, out DateTime wall) && wall.Year is > 1 and < 9999;
        stretch = isWall ? new Stretch(clock.First(wall), clock.First(wall)) : default;
        return isWall;
    }
}
