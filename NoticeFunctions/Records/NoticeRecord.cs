using NoticeFunctions.Notices;

namespace NoticeFunctions.Records;

/// <summary>A notice and what became of it.</summary>
/// <param name="Notice">The notice.</param>
/// <param name="Progress">What became of it, under what its controls say.</param>
internal sealed record NoticeRecord(Notice Notice, NoticeProgress Progress)
{
    /// <summary>Its controls; null where there were none.</summary>
    public NoticeControl? Control { get; init; }

    /// <summary>Of a large notice that is being delivered: how many deliveries of its present occurrence have ended, where somebody asks for it.</summary>
    public long Underway { get; init; }

    /// <summary>The progress as its life has written it.</summary>
    public NoticeProgress Recorded { get; init; } = Progress;

    /// <summary>Whether something should have been done by an instant, and was not.</summary>
    public bool IsOverdue(DateTimeOffset latest) => !Progress.HasEnded && Progress.Status != NoticeStatus.Paused && Progress.NextDue < latest;

    /// <summary>A record from its parts.</summary>
    /// <param name="notice">The notice.</param>
    /// <param name="recorded">The progress as its life has written it.</param>
    /// <param name="control">Its controls, if there were any.</param>
    /// <param name="heard">What was heard of its deliveries afterwards, where somebody asks for it.</param>
    public static NoticeRecord Of(Notice notice, NoticeProgress recorded, NoticeControl? control, HeardCounts? heard = null)
    {
        NoticeProgress progress = recorded.Under(control);
        return new(notice, heard is null ? progress : progress with { Counts = heard.Over(progress.Counts) }) { Control = control, Recorded = recorded };
    }
}
