namespace NoticeFunctions.LocalHost.Journal;

/// <summary>How long, and for how much, the journal waits for its storage.</summary>
internal sealed record JournalLimits
{
    /// <summary>An append that takes longer than this makes the journal refuse new work. Shorter stalls are waited out: a busy emulator's come to 2 s.</summary>
    public TimeSpan SlowAfter { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Who waits for a commit is told after this time that it may not come.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Bytes that wait to be committed beyond which new work is refused; beyond twice as many, instances wait, too.</summary>
    public long MaxUncommittedBytes { get; init; } = 32 << 20;

    /// <summary>The longest wait between two attempts to append.</summary>
    public TimeSpan LongestRetryDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A question whether storage is there is answered within this time.</summary>
    public TimeSpan ProbePatience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>For so long one answer of storage is good for all who ask whether it is there.</summary>
    public TimeSpan ProbeValidFor { get; init; } = TimeSpan.FromSeconds(1);
}
