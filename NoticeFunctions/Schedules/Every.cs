namespace NoticeFunctions.Schedules;

/// <summary>A cycle: occurrence n is due at <paramref name="Start"/> + (n - 1) periods, counted from the start and never from the one before.</summary>
/// <param name="Period">The distance between two occurrences, at least <see cref="ShortestPeriod"/>.</param>
/// <param name="Start">When occurrence 1 is due, in UTC.</param>
/// <param name="Count">How many occurrences there are, at least 1; null: no limit.</param>
/// <param name="Until">The last instant at which an occurrence may be due (inclusive); null: no limit. The limit reached first ends the cycle.</param>
internal sealed record Every(CalendarDuration Period, DateTimeOffset Start, int? Count = null, DateTimeOffset? Until = null) : Schedule
{
    /// <summary>The shortest period a cycle may have.</summary>
    public static readonly TimeSpan ShortestPeriod = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override Occurrence? Get(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number);
        return number <= (Count ?? int.MaxValue) && Period.TryAddTo(Start, number - 1, out DateTimeOffset due) && due <= (Until ?? DateTimeOffset.MaxValue)
            ? new Occurrence(number, due)
            : null;
    }

    /// <inheritdoc/>
    public override Occurrence? After(DateTimeOffset instant)
    {
        int number = HowManyUntil(instant);
        return number == int.MaxValue ? null : Get(number + 1);
    }

    /// <inheritdoc/>
    public override Occurrence? LatestUntil(DateTimeOffset instant)
    {
        int number = HowManyUntil(instant);
        return number == 0 ? null : Get(number);
    }

    /// <summary>How many occurrences are due at an instant or before: found by bisection, because months have no fixed length to divide by.</summary>
    private int HowManyUntil(DateTimeOffset instant)
    {
        int low = 0;
        int high = Count ?? int.MaxValue;
        while (low < high)
        {
            int middle = low + (int)(((long)high - low + 1) / 2);
            if (Get(middle) is { } occurrence && occurrence.Due <= instant)
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
