namespace NoticeFunctions.Schedules;

/// <summary>An interval: occurrence n is due at <paramref name="Start"/> + (n - 1) periods, counted from the start and never from the one before.</summary>
/// <param name="Period">The distance between two occurrences, at least <see cref="ShortestPeriod"/>.</param>
/// <param name="Start">When occurrence 1 is due, in UTC.</param>
internal sealed record Every(CalendarDuration Period, DateTimeOffset Start) : Cycle(Start)
{
    /// <summary>The shortest period a cycle may have.</summary>
    public static readonly TimeSpan ShortestPeriod = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override DateTimeOffset? After(DateTimeOffset instant)
    {
        int passed = HowManyUntil(instant);
        return passed < int.MaxValue && Period.TryAddTo(Start, passed, out DateTimeOffset due) ? due : null;
    }

    /// <inheritdoc/>
    public override Occurrence? Leap(Occurrence known, DateTimeOffset until, int most)
    {
        int passed = HowManyUntil(known.Due);
        int steps = Math.Min(HowManyUntil(until) - passed, most) - 1;
        return steps >= 1 && Period.TryAddTo(Start, passed + steps - 1L, out DateTimeOffset due) ? new Occurrence(known.Number + steps, due) : null;
    }

    /// <summary>How many occurrences are due at an instant or before.</summary>
    private int HowManyUntil(DateTimeOffset instant)
    {
        if (instant < Start)
        {
            return 0;
        }

        if (Period.Months == 0)
        {
            return (int)Math.Min(int.MaxValue, ((instant - Start).Ticks / Period.Rest.Ticks) + 1);
        }

        // Months have no fixed length to divide by; but none is shorter than 28 days, and a few steps of bisection find the rest.
        int low = 0;
        int high = (int)Math.Min(int.MaxValue, ((instant - Start).Ticks / Period.Shortest.Ticks) + 1);
        while (low < high)
        {
            int middle = low + (int)(((long)high - low + 1) / 2);
            if (Period.TryAddTo(Start, middle - 1, out DateTimeOffset due) && due <= instant)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }
}
