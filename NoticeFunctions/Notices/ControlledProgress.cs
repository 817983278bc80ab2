namespace NoticeFunctions.Notices;

/// <summary>What a notice's progress is, as seen by everybody: what was recorded of it, under what its controls say.</summary>
internal static class ControlledProgress
{
    /// <summary>The progress that counts. A notice that a control has ended has ended, whatever its life still writes.</summary>
    /// <param name="recorded">As its life has recorded it.</param>
    /// <param name="control">Its controls; null where there were none.</param>
    public static NoticeProgress Under(this NoticeProgress recorded, NoticeControl? control)
    {
        if (control is null)
        {
            return recorded;
        }

        if (control.Ended is { } ended)
        {
            return recorded with
            {
                Status = control.EndsAs,
                NextDue = null,
                Retries = [],
                Ended = ended,
                Reason = control.Reason ?? Names.Of(control.EndsAs),
                Updated = Later(recorded.Updated, ended),
            };
        }

        if (recorded.HasEnded)
        {
            return recorded;
        }

        // Until its life has followed, the record says what the control has decided.
        bool isPlanned = control.Plan > recorded.Plan;
        bool waits = recorded.Status == NoticeStatus.Paused || (isPlanned && recorded.Status == NoticeStatus.Queued);
        return recorded with
        {
            Status = control.IsPaused ? NoticeStatus.Paused : waits ? NoticeStatus.Scheduled : recorded.Status,
            NextDue = isPlanned ? control.NextDue : recorded.NextDue,
            Updated = Later(recorded.Updated, control.At),
        };
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
