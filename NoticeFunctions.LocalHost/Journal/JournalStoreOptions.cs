namespace NoticeFunctions.LocalHost.Journal;

/// <summary>How the journal uses its storage.</summary>
internal sealed record JournalStoreOptions
{
    /// <summary>A segment that has grown beyond this is followed by another: recovery holds one of them in memory at a time.</summary>
    public long SegmentBytes { get; init; } = 32 << 20;

    /// <summary>An append blob takes 50,000 blocks (Append Block, remarks), and an emulator writes its list of them again and again.</summary>
    public int SegmentBlocks { get; init; } = 10_000;

    /// <summary>A host that has not renewed its lease for so long is taken for dead.</summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Between two renewals of the lease.</summary>
    public TimeSpan RenewEvery { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Between two attempts to get a lease that another machine's host holds.</summary>
    public TimeSpan AskEvery { get; init; } = TimeSpan.FromSeconds(5);
}
