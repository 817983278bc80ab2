using NoticeFunctions.Notices;

namespace NoticeFunctions.Controls;

/// <summary>A control that somebody asks for.</summary>
/// <param name="Kind">What.</param>
/// <param name="By">Who.</param>
/// <param name="Reason">Why.</param>
/// <param name="Schedule">Of <see cref="ControlKind.Reschedule"/>: the new schedule.</param>
/// <param name="Recipient">Of <see cref="ControlKind.Acknowledge"/>: who, by position; null is all of them.</param>
/// <param name="Key">The fingerprint of the request's idempotency key, if it had one.</param>
internal sealed record ControlRequest(ControlKind Kind, string By, string? Reason = null, NoticeSchedule? Schedule = null, int? Recipient = null, string? Key = null);
