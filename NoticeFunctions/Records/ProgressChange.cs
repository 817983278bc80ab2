using NoticeFunctions.Notices;

namespace NoticeFunctions.Records;

/// <summary>A step in a notice's life. The store needs both sides to move the notice between its lists.</summary>
/// <param name="Before">As loaded.</param>
/// <param name="After">As it shall be.</param>
/// <param name="Known">Deliveries of the occurrence that were in the ledger before: they stay there.</param>
internal sealed record ProgressChange(NoticeProgress Before, NoticeProgress After, IReadOnlyList<Delivery>? Known = null)
{
    /// <summary>The controls that the change follows.</summary>
    public NoticeControl? Control { get; init; }

    /// <summary>Whether the notice may have been controlled, or may have a log: what happens to a notice that goes out at once and for the first time needs no second look.</summary>
    public bool IsWatched { get; init; }

    /// <summary>Whether there was no progress yet, and nothing has been handed over: then it may only be written where there still is none, for the notice may have been withdrawn.</summary>
    public bool IsFirst { get; init; }

    /// <summary>A line for the log, where the notice has one.</summary>
    public LogEntry? Entry { get; init; }
}
