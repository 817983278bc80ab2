namespace NoticeFunctions.Notices;

/// <summary>What a notice does when nobody has acknowledged it for a while.</summary>
/// <param name="After">How long, as the caller put it: an ISO 8601 duration without months.</param>
/// <param name="Reach">Whom it tells, and how.</param>
internal sealed record EscalationStep(string After, Reach Reach);
