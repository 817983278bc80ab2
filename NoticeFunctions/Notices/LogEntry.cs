namespace NoticeFunctions.Notices;

/// <summary>A line of a notice's own log: a control, or a firing.</summary>
/// <param name="At">When.</param>
/// <param name="Event">What: fired, or the control's name.</param>
/// <param name="By">Who asked for it; null where the notice's own schedule did.</param>
/// <param name="Reason">Why, in their words.</param>
/// <param name="Occurrence">Of a firing: its number.</param>
internal sealed record LogEntry(DateTimeOffset At, string Event, string? By = null, string? Reason = null, int? Occurrence = null)
{
    /// <summary>The event of a firing.</summary>
    public const string Fired = "fired";

    /// <summary>The line that tells of a firing.</summary>
    public static LogEntry OfFiring(int occurrence, DateTimeOffset at) => new(at, Fired, Occurrence: occurrence);
}
