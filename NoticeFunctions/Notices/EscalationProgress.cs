namespace NoticeFunctions.Notices;

/// <summary>How far a notice has escalated; there from its first firing on, and only where it has steps.</summary>
/// <param name="From">What the steps to come are counted from: when the notice was due first, and later by as much as something fired late.</param>
/// <param name="Steps">Those that have fired, in their order.</param>
/// <param name="IsBegun">Whether a control has interrupted the next one: it has its number, and goes on before anything else takes that.</param>
internal sealed record EscalationProgress(DateTimeOffset From, IReadOnlyList<EscalatedStep> Steps, bool IsBegun = false);

/// <summary>A step that has fired.</summary>
/// <param name="Occurrence">Under which number: its deliveries are found by it.</param>
/// <param name="Due">When it was due.</param>
/// <param name="At">When it fired.</param>
internal sealed record EscalatedStep(int Occurrence, DateTimeOffset Due, DateTimeOffset At);
