namespace NoticeFunctions.LocalHost.Journal;

/// <summary>How the journal uses its storage.</summary>
internal sealed record JournalStoreOptions
{
    /// <summary>A segment that has grown beyond this is followed by another: recovery holds one of them in memory at a time.</summary>
    public long SegmentBytes { get; init; } = 32 << 20;

    /// <summary>An append blob takes 50,000 blocks (Append Block, remarks), and an emulator writes its list of them again and again.</summary>
    public int SegmentBlocks { get; init; } = 10_000;

    /// <summary>After so many bytes, and as many as the last snapshot has, another is taken: recovery reads no more than about twice of that.</summary>
    public long SnapshotAfterBytes { get; init; } = 64 << 20;

    /// <summary>After so many blocks, too: an emulator is slowed down by their number.</summary>
    public int SnapshotAfterBlocks { get; init; } = 25_000;

    /// <summary>With an emulator: for so long at least, what was appended is kept in memory. It saves what it knows every 5 s.</summary>
    public TimeSpan TailTime { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>With an emulator: more than this is not kept in memory, however recent.</summary>
    public long TailBytes { get; init; } = 64 << 20;

    /// <summary>With an emulator: between two looks at whether it still has what was appended last.</summary>
    public TimeSpan CheckTailEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A host that has not renewed its lease for so long is taken for dead.</summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Between two renewals of the lease.</summary>
    public TimeSpan RenewEvery { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Between two attempts to get a lease that another machine's host holds.</summary>
    public TimeSpan AskEvery { get; init; } = TimeSpan.FromSeconds(5);
}
