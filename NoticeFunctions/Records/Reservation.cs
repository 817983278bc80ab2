namespace NoticeFunctions.Records;

/// <summary>What came of writing a notice under its id.</summary>
/// <param name="Outcome">New, there already, or in conflict with what is there.</param>
/// <param name="Record">What the id stands for now; in a conflict the other one.</param>
internal sealed record Reservation(ReservationOutcome Outcome, NoticeRecord Record);

/// <summary>How a reservation ended.</summary>
internal enum ReservationOutcome
{
    /// <summary>The notice is written.</summary>
    Created,

    /// <summary>The same request came before.</summary>
    Existing,

    /// <summary>Another request came before under the same idempotency key.</summary>
    Conflict,
}
