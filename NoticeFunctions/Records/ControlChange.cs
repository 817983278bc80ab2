using NoticeFunctions.Notices;

namespace NoticeFunctions.Records;

/// <summary>What a control makes of a notice.</summary>
/// <param name="Control">The controls after it.</param>
/// <param name="Entry">The line in the notice's log.</param>
/// <param name="Ended">The progress, where the control ends the notice; null leaves it.</param>
internal sealed record ControlChange(NoticeControl Control, LogEntry Entry, NoticeProgress? Ended = null);

/// <summary>How a control came out.</summary>
/// <param name="Record">The notice after it, or as it was where it was left.</param>
/// <param name="IsChanged">Whether the control changed it.</param>
internal sealed record ControlOutcome(NoticeRecord Record, bool IsChanged);
