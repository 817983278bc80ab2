namespace NoticeFunctions.Limits;

/// <summary>Whether an application may have one more notice accepted.</summary>
/// <param name="Ticket">The leave, to be closed; null: it may not.</param>
/// <param name="State">The limit that stands against it, or else the one that it should know of; null where there is none.</param>
internal sealed record QuotaDecision(QuotaTicket? Ticket, QuotaState? State);
