using NoticeFunctions.Notices;

namespace NoticeFunctions.Records;

/// <summary>A step in a notice's life. The store needs both sides to move the notice between its lists.</summary>
/// <param name="Before">As loaded.</param>
/// <param name="After">As it shall be.</param>
/// <param name="Known">Deliveries of the occurrence that were in the ledger before: they stay there.</param>
internal sealed record ProgressChange(NoticeProgress Before, NoticeProgress After, IReadOnlyList<Delivery>? Known = null);
