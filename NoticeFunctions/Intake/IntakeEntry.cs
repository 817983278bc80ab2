using NoticeFunctions.Limits;
using NoticeFunctions.Records;

namespace NoticeFunctions.Intake;

/// <summary>A request that has been looked at: it is reserved and has to be started, or there is nothing to start.</summary>
internal sealed record IntakeEntry
{
    /// <summary>Of a request of which no notice comes.</summary>
    /// <param name="request">The request.</param>
    /// <param name="result">What came of it.</param>
    public IntakeEntry(IntakeRequest request, IntakeResult result) => (Request, Result) = (request, result);

    /// <summary>Of a request that has a notice.</summary>
    /// <param name="request">The request.</param>
    /// <param name="reservation">Its notice, new or there already.</param>
    /// <param name="quota">The limit that its application should know of, if there is one.</param>
    public IntakeEntry(IntakeRequest request, Reservation reservation, QuotaState? quota) => (Request, Reservation, Quota) = (request, reservation, quota);

    /// <summary>The request.</summary>
    public IntakeRequest Request { get; }

    /// <summary>What came of it, where nothing is to be started.</summary>
    public IntakeResult? Result { get; }

    /// <summary>What is to be started.</summary>
    public Reservation? Reservation { get; }

    /// <summary>The limit that the application should know of, if there is one.</summary>
    public QuotaState? Quota { get; }
}
