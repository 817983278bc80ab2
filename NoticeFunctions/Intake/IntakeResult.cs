using NoticeFunctions.Notices;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Intake;

/// <summary>What came of a request for a notice.</summary>
internal abstract record IntakeResult
{
    /// <summary>It is reserved, and will be delivered whatever happens from now on.</summary>
    /// <param name="Id">The notice.</param>
    /// <param name="Status">Its status when it was accepted, the same however often the request is repeated.</param>
    public sealed record Accepted(string Id, NoticeStatus Status) : IntakeResult;

    /// <summary>It is wrong.</summary>
    public sealed record Invalid(IReadOnlyList<Fault> Faults) : IntakeResult;

    /// <summary>Its idempotency key belongs to another request.</summary>
    public sealed record Conflict : IntakeResult;

    /// <summary>It is reserved, but its orchestration could not be started yet. A repetition is safe only with an idempotency key.</summary>
    public sealed record NotStarted : IntakeResult;
}
