using System.Text.Json.Serialization;

namespace NoticeFunctions.Notices;

/// <summary>What became of a notice so far.</summary>
/// <param name="Status">Where it stands.</param>
/// <param name="Occurrences">How many occurrences are closed; the number of the latest.</param>
/// <param name="NextDue">When the next occurrence or retry is due; null once there is none.</param>
/// <param name="Counts">Ended deliveries for every channel of the notice.</param>
/// <param name="Retries">Deliveries of closed occurrences that wait for another attempt.</param>
/// <param name="Updated">When this last changed.</param>
/// <param name="Ended">When the notice ended; its record is kept for the retention from then on.</param>
/// <param name="Reason">Why it ended as it did, for those that need telling.</param>
/// <param name="Missed">How many occurrences could not be fired in time and were left out, by the schedule's misfire.</param>
/// <param name="Control">The version of <see cref="NoticeControl"/> that this follows.</param>
/// <param name="Plan">The <see cref="NoticeControl.Plan"/> that occurrences are counted by.</param>
/// <param name="Shift">By how much occurrences are numbered higher than the plan numbers them: what fired before it, or beside it.</param>
/// <param name="Triggered">How many of <see cref="NoticeControl.Triggers"/> have fired.</param>
/// <param name="Escalation">How far it has escalated; null where it has no steps, or has not fired.</param>
internal sealed record NoticeProgress(
    NoticeStatus Status,
    int Occurrences,
    DateTimeOffset? NextDue,
    IReadOnlyDictionary<Channel, ChannelCounts> Counts,
    IReadOnlyList<PendingRetry> Retries,
    DateTimeOffset Updated,
    DateTimeOffset? Ended = null,
    string? Reason = null,
    int Missed = 0,
    int Control = 0,
    int Plan = 0,
    int Shift = 0,
    int Triggered = 0,
    EscalationProgress? Escalation = null)
{
    /// <summary>Whether nothing will happen any more.</summary>
    [JsonIgnore]
    public bool HasEnded => Ended is not null;

    /// <summary>The number of deliveries a provider took, on all channels.</summary>
    [JsonIgnore]
    public long Accepted => Counts.Values.Sum(counts => counts.Accepted);

    /// <summary>The progress of a notice that nothing has happened to yet. It follows from the notice, so a waiting notice needs no second record.</summary>
    public static NoticeProgress Of(Notice notice) => new(
        notice.FirstDue > notice.Created ? NoticeStatus.Scheduled : NoticeStatus.Queued,
        Occurrences: 0,
        notice.FirstDue,
        notice.Channels.ToDictionary(channel => channel, _ => new ChannelCounts()),
        Retries: [],
        notice.Created);
}
