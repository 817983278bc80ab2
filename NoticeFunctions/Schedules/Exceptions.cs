using System.Runtime.InteropServices;

namespace NoticeFunctions.Schedules;

/// <summary>A stretch of time, both ends included.</summary>
/// <param name="From">Its first instant.</param>
/// <param name="To">Its last.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Stretch(DateTimeOffset From, DateTimeOffset To);

/// <summary>What a cycle leaves out.</summary>
internal sealed class Exceptions
{
    private readonly Stretch[] stretches;

    /// <summary>Takes stretches in any order; they may overlap, and empty ones count for nothing.</summary>
    public Exceptions(IEnumerable<Stretch> stretches)
    {
        List<Stretch> merged = [];
        foreach (Stretch one in stretches.Where(one => one.To >= one.From).OrderBy(one => one.From))
        {
            if (merged.Count > 0 && one.From <= merged[^1].To)
            {
                merged[^1] = merged[^1] with { To = one.To > merged[^1].To ? one.To : merged[^1].To };
            }
            else
            {
                merged.Add(one);
            }
        }

        this.stretches = [.. merged];
    }

    /// <summary>Nothing.</summary>
    public static Exceptions None { get; } = new([]);

    /// <summary>Whether nothing is left out.</summary>
    public bool IsEmpty => stretches.Length == 0;

    /// <summary>The end of the stretch that an instant lies in; null when it lies in none.</summary>
    public DateTimeOffset? EndOver(DateTimeOffset instant)
    {
        int low = 0;
        int high = stretches.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (stretches[middle].To < instant)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low < stretches.Length && stretches[low].From <= instant ? stretches[low].To : null;
    }
}
