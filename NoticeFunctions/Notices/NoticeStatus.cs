using System.Text.Json.Serialization;

namespace NoticeFunctions.Notices;

/// <summary>Where a notice stands as a whole.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<NoticeStatus>))]
internal enum NoticeStatus
{
    /// <summary>Accepted and due at once.</summary>
    Queued,

    /// <summary>Waits for its next occurrence, or for the retry of a delivery.</summary>
    Scheduled,

    /// <summary>An occurrence is being delivered.</summary>
    Delivering,

    /// <summary>Held by its application or by an operator.</summary>
    Paused,

    /// <summary>Ended, with at least one delivery sent.</summary>
    Completed,

    /// <summary>Ended, with no delivery sent.</summary>
    Failed,

    /// <summary>Ended by its application.</summary>
    Cancelled,
}
