using NoticeFunctions.Notices;

namespace NoticeFunctions.Schedules;

/// <summary>When a notice that nobody acknowledges escalates.</summary>
internal static class Escalating
{
    /// <summary>The longest wait of a step: as long as a link to acknowledge by is good.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>Whether a text says how long a step waits.</summary>
    public static bool IsWait(string text) => CalendarDuration.TryParse(text, out CalendarDuration after) && after.Months == 0 && after.Rest > TimeSpan.Zero && after.Rest <= Longest;

    /// <summary>How long a step waits.</summary>
    public static TimeSpan Wait(string after) => CalendarDuration.TryParse(after, out CalendarDuration wait) ? wait.Rest : throw new FormatException($"'{after}' is no ISO 8601 duration.");

    /// <summary>When a step is due that is counted from an instant; the calendar's end where it lies beyond.</summary>
    public static DateTimeOffset DueAfter(this EscalationStep step, DateTimeOffset from)
    {
        TimeSpan wait = Wait(step.After);
        return from < DateTimeOffset.MaxValue - wait ? from + wait : DateTimeOffset.MaxValue;
    }

    /// <summary>The step that comes next, numbered from 1; null where none does, or none can before the notice has fired.</summary>
    public static Occurrence? NextStep(this Notice notice, NoticeProgress progress) =>
        notice.Escalate is { } steps && progress.Escalation is { } ladder && ladder.Steps.Count < steps.Count
            ? new Occurrence(ladder.Steps.Count + 1, steps[ladder.Steps.Count].DueAfter(ladder.From))
            : null;

    /// <summary>
    /// The progress after a firing. What fired late moves what follows by as much: people get their time to acknowledge, and steps that passed while the notice was held don't
    /// go out all at once.
    /// </summary>
    /// <param name="after">The progress otherwise.</param>
    /// <param name="notice">The notice.</param>
    /// <param name="step">The step that has fired; 0 where an occurrence has.</param>
    /// <param name="fired">The firing's number, and when it was due.</param>
    /// <param name="firedAt">When it fired.</param>
    public static NoticeProgress Escalated(this NoticeProgress after, Notice notice, int step, Occurrence fired, DateTimeOffset firedAt)
    {
        if (notice.Escalate is not { } steps || (step == 0 && after.Escalation is not null))
        {
            return after;
        }

        bool isLate = firedAt - fired.Due > Misfire.Grace;
        if (after.Escalation is not { } ladder)
        {
            return after with { Escalation = new EscalationProgress(isLate ? firedAt : fired.Due, []) };
        }

        return after with
        {
            Escalation = new EscalationProgress(
                isLate ? firedAt - Wait(steps[step - 1].After) : ladder.From,
                [.. ladder.Steps, new EscalatedStep(fired.Number, fired.Due, firedAt)]),
        };
    }
}
