using NoticeFunctions.Notices;

namespace NoticeFunctions.Records;

/// <summary>A notice and what became of it.</summary>
/// <param name="Notice">The notice.</param>
/// <param name="Progress">What became of it, under what its controls say.</param>
internal sealed record NoticeRecord(Notice Notice, NoticeProgress Progress)
{
    /// <summary>Its controls; null where there were none.</summary>
    public NoticeControl? Control { get; init; }

    /// <summary>The progress as its life has written it.</summary>
    public NoticeProgress Recorded { get; init; } = Progress;

    /// <summary>A record from its parts.</summary>
    public static NoticeRecord Of(Notice notice, NoticeProgress recorded, NoticeControl? control) =>
        new(notice, recorded.Under(control)) { Control = control, Recorded = recorded };
}
