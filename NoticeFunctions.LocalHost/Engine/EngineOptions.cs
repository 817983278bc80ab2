using NoticeFunctions.LocalHost.Journal;

namespace NoticeFunctions.LocalHost.Engine;

/// <summary>The engine's settings, from host.json's <c>extensions.durableTask</c>.</summary>
internal sealed record EngineOptions
{
    /// <summary>Given to instances whose start names none; null leaves them unversioned.</summary>
    public string? DefaultVersion { get; init; }

    /// <summary>Whether an instance's code stays in memory between turns; if not, every turn replays its history.</summary>
    public bool ExtendedSessions { get; init; }

    /// <summary>How long an extended session may wait before it gives way to its compact history.</summary>
    public TimeSpan SessionIdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Activities that run at once.</summary>
    public int MaxConcurrentActivities { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>Turns that run at once.</summary>
    public int MaxConcurrentTurns { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>Instances are written to a snapshot in pieces of about this many bytes.</summary>
    public int SnapshotPieceBytes { get; init; } = 1 << 20;

    /// <summary>What the engine does when its storage is slow or away.</summary>
    public JournalLimits Journal { get; init; } = new();
}
