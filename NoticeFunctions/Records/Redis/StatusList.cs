using NoticeFunctions.Notices;

namespace NoticeFunctions.Records.Redis;

/// <summary>
/// The lists that notices stand in by status: every notice in exactly one, so that all of them together are the list of
/// everything. Queued and delivering share one, because most notices pass from one to the other within milliseconds.
/// </summary>
internal enum StatusList
{
    /// <summary>Queued or delivering.</summary>
    Open,

    /// <summary>Waiting for a time.</summary>
    Scheduled,

    /// <summary>Held.</summary>
    Paused,

    /// <summary>Ended, something sent.</summary>
    Completed,

    /// <summary>Ended, nothing sent.</summary>
    Failed,

    /// <summary>Ended by its application.</summary>
    Cancelled,
}

/// <summary>Which list a status belongs to.</summary>
internal static class StatusLists
{
    /// <summary>Every list.</summary>
    public static IReadOnlyList<StatusList> All { get; } = Enum.GetValues<StatusList>();

    /// <summary>Those of notices that have not ended.</summary>
    public static IReadOnlyList<StatusList> Pending { get; } = [StatusList.Scheduled, StatusList.Paused, StatusList.Open];

    /// <summary>The list of a status.</summary>
    public static StatusList Of(NoticeStatus status) => status switch
    {
        NoticeStatus.Queued or NoticeStatus.Delivering => StatusList.Open,
        NoticeStatus.Scheduled => StatusList.Scheduled,
        NoticeStatus.Paused => StatusList.Paused,
        NoticeStatus.Completed => StatusList.Completed,
        NoticeStatus.Failed => StatusList.Failed,
        NoticeStatus.Cancelled => StatusList.Cancelled,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, message: null),
    };
}
