namespace NoticeFunctions.Notices;

/// <summary>A line of a notice's own log: a control, or a firing.</summary>
/// <param name="At">When.</param>
/// <param name="Event">What: fired, escalated, or the control's name.</param>
/// <param name="By">Who asked for it; null where the notice's own schedule did.</param>
/// <param name="Reason">Why, in their words.</param>
/// <param name="Occurrence">Of a firing: its number.</param>
/// <param name="Step">Of an escalation: its step, from 1.</param>
internal sealed record LogEntry(DateTimeOffset At, string Event, string? By = null, string? Reason = null, int? Occurrence = null, int? Step = null)
{
    /// <summary>The event of a firing.</summary>
    public const string Fired = "fired";

    /// <summary>The event of an escalation's step.</summary>
    public const string Escalated = "escalated";

    /// <summary>The line that tells of a firing.</summary>
    /// <param name="occurrence">Its number.</param>
    /// <param name="step">The escalation's step that it was; 0 of an occurrence.</param>
    /// <param name="at">When it fired.</param>
    public static LogEntry OfFiring(int occurrence, int step, DateTimeOffset at) =>
        step == 0 ? new(at, Fired, Occurrence: occurrence) : new(at, Escalated, Occurrence: occurrence, Step: step);
}
