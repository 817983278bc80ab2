using NoticeFunctions.Notices;

namespace NoticeFunctions.Records;

/// <summary>A step in a notice's life. The store needs both sides to move the notice between its lists.</summary>
/// <param name="Before">As loaded.</param>
/// <param name="After">As it shall be.</param>
internal sealed record ProgressChange(NoticeProgress Before, NoticeProgress After);
