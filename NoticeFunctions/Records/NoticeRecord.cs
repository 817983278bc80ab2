using NoticeFunctions.Notices;

namespace NoticeFunctions.Records;

/// <summary>A notice and what became of it.</summary>
internal sealed record NoticeRecord(Notice Notice, NoticeProgress Progress);
