using System.Collections.Concurrent;

namespace NoticeFunctions.Limits;

/// <summary>What this host knows of one minute's failed authentications: its own, or what all hosts have counted together where that is more.</summary>
internal sealed class FailureCounts(Minute minute)
{
    // Those that come after so many are counted no more: the memory is not the attacker's to fill. Each address is among the first as long as there are fewer.
    private const int Most = 50_000;

    private readonly ConcurrentDictionary<string, int> counts = new(StringComparer.Ordinal);

    private int alone;

    /// <summary>The minute.</summary>
    public Minute Minute => minute;

    /// <summary>True the first time in the minute: a flood of failures is not to become a flood of warnings.</summary>
    public bool IsFirstAlone() => Interlocked.Exchange(ref alone, 1) == 0;

    /// <summary>How many there are.</summary>
    public int Of(string whose) => counts.GetValueOrDefault(whose);

    /// <summary>Counts one more.</summary>
    public int Add(string whose) =>
        counts.Count < Most || counts.ContainsKey(whose) ? counts.AddOrUpdate(whose, 1, static (_, count) => count + 1) : 0;

    /// <summary>Takes note of what all hosts have counted.</summary>
    public void Raise(string whose, long total)
    {
        if (counts.ContainsKey(whose))
        {
            counts.AddOrUpdate(whose, (int)total, (_, count) => Math.Max(count, (int)total));
        }
    }
}
