using NoticeFunctions.Notices;

namespace NoticeFunctions.Schedules;

/// <summary>The schedule that a notice follows after it was rescheduled, or fired beside its schedule.</summary>
internal static class ControlledPlan
{
    /// <summary>The plan by which a notice's progress is counted.</summary>
    /// <param name="notice">The notice.</param>
    /// <param name="progress">How far it is.</param>
    /// <param name="control">Its controls.</param>
    public static Schedule Plan(this Notice notice, NoticeProgress progress, NoticeControl? control)
    {
        Schedule plan = control is { Plan: > 0, PlannedAt: { } at } && control.Plan == progress.Plan ? NoticePlan.From(control.Schedule, at, notice.Id) : notice.Plan();
        return progress.Shift == 0 ? plan : new Renumbered(plan, progress.Shift);
    }

    /// <summary>The same, by a plan that the progress does not follow yet: its first occurrence has the number after the latest that fired.</summary>
    public static Schedule NewPlan(this Notice notice, NoticeControl control, int latest)
    {
        Schedule plan = NoticePlan.From(control.Schedule, control.PlannedAt ?? control.At, notice.Id);
        return latest == 0 ? plan : new Renumbered(plan, latest);
    }
}
