using NoticeFunctions.Limits;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Intake;

/// <summary>What came of a request for a notice.</summary>
internal abstract record IntakeResult
{
    /// <summary>It is reserved, and will be delivered whatever happens from now on.</summary>
    /// <param name="Id">The notice.</param>
    /// <param name="Status">Its status when it was accepted, the same however often the request is repeated.</param>
    /// <param name="Quota">The limit that the application should know of, if there is one.</param>
    public sealed record Accepted(string Id, NoticeStatus Status, QuotaState? Quota = null) : IntakeResult;

    /// <summary>It is wrong.</summary>
    public sealed record Invalid(IReadOnlyList<Fault> Faults) : IntakeResult;

    /// <summary>It is right, but its application has reached a limit.</summary>
    public sealed record Limited(QuotaState Quota) : IntakeResult;

    /// <summary>Its idempotency key belongs to another request.</summary>
    public sealed record Conflict : IntakeResult;

    /// <summary>
    /// Its orchestration could not be started. With an idempotency key it stays reserved, and a repetition or the sweeper starts it; without one it is withdrawn, and a
    /// repetition is a notice of its own. Either way it goes out once.
    /// </summary>
    public sealed record NotStarted : IntakeResult;
}
