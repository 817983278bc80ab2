using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tracking;

/// <summary>A notice as it was asked for, and what became of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Title">Its title.</param>
/// <param name="Content">As it was posted: a text, or an object of forms. Lists leave it out.</param>
/// <param name="To">The recipients. Lists leave them out.</param>
/// <param name="Recipients">How many there are.</param>
/// <param name="Channels">The channels in use.</param>
/// <param name="Schedule">As it was posted.</param>
/// <param name="Priority">normal or urgent.</param>
/// <param name="Category">The application's word for it.</param>
/// <param name="Metadata">The application's pairs.</param>
/// <param name="Created">When it was accepted.</param>
/// <param name="NextDue">When the next occurrence or retry is due; null once there is none.</param>
/// <param name="Occurrences">The number of the latest occurrence that has fired.</param>
/// <param name="Missed">How many occurrences could not be fired in time and were left out.</param>
/// <param name="Retrying">How many deliveries wait for another attempt.</param>
/// <param name="Counts">Ended deliveries by channel and status.</param>
/// <param name="Updated">When any of this last changed.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Reason">Why it ended as it did, for those that need telling.</param>
internal sealed record NoticeAnswer(
    string Id,
    NoticeStatus Status,
    string Title,
    JsonNode? Content,
    IReadOnlyList<Recipient>? To,
    int Recipients,
    IReadOnlyList<Channel> Channels,
    NoticeSchedule? Schedule,
    Priority Priority,
    string? Category,
    IReadOnlyDictionary<string, string>? Metadata,
    DateTimeOffset Created,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTimeOffset? NextDue,
    int Occurrences,
    int Missed,
    int Retrying,
    IReadOnlyDictionary<Channel, ChannelCounts> Counts,
    DateTimeOffset Updated,
    DateTimeOffset? Ended,
    string? Reason)
{
    /// <summary>The channel configurations that it names, by channel.</summary>
    public IReadOnlyDictionary<Channel, string>? Configuration { get; init; }

    /// <summary>Whom its mail is from, where it was posted with that.</summary>
    public string? From { get; init; }

    /// <summary>Whom answers to its mail go to, where it was posted with that.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>What goes along with its mail: names, types, sizes and hashes, or URLs. Lists leave it out.</summary>
    public IReadOnlyList<NoticeAttachment>? Attachments { get; init; }

    /// <summary>Until when it is worth delivering, as it was posted.</summary>
    public string? Expires { get; init; }

    /// <summary>"acknowledged" where that ends it.</summary>
    public string? StopWhen { get; init; }

    /// <summary>Whose acknowledgement counts.</summary>
    public AcknowledgementRule? Acknowledge { get; init; }

    /// <summary>What it does while nobody acknowledges it, and what became of that. Lists leave it out.</summary>
    public IReadOnlyList<EscalationAnswer>? Escalate { get; init; }

    /// <summary>When it was acknowledged last.</summary>
    public DateTimeOffset? Acknowledged { get; init; }

    /// <summary>The operators' brakes that its deliveries wait for: channel:NAME or application:ID.</summary>
    public IReadOnlyList<string>? HeldBy { get; init; }

    /// <summary>How far the present occurrence of a large notice is; its counts come with the occurrence's end.</summary>
    public UnderwayAnswer? Underway { get; init; }

    /// <summary>The whole notice.</summary>
    public static NoticeAnswer Whole(NoticeRecord record) =>
        Brief(record) with { Content = ContentAnswer.Of(record.Notice.Content), To = [.. record.Notice.To.Take(record.Notice.Recipients)], Attachments = record.Notice.Attachments, Escalate = EscalationAnswer.Of(record) };

    /// <summary>The notice as a list shows it.</summary>
    public static NoticeAnswer Brief(NoticeRecord record)
    {
        (Notice notice, NoticeProgress progress) = record;
        return new NoticeAnswer(
            notice.Id,
            progress.Status,
            notice.Title,
            Content: null,
            To: null,
            notice.Recipients,
            notice.Channels,
            record.Control?.Schedule ?? notice.Schedule,
            notice.Priority,
            notice.Category,
            notice.Metadata,
            notice.Created,
            progress.NextDue,
            progress.Occurrences,
            progress.Missed,
            progress.Retries.Count,
            progress.Counts,
            progress.Updated,
            progress.Ended,
            progress.Reason)
        {
            Configuration = notice.Configuration,
            From = notice.From,
            ReplyTo = notice.ReplyTo,
            Expires = notice.Expires,
            StopWhen = notice.StopWhenAcknowledged is null ? null : "acknowledged",
            Acknowledge = notice.StopWhenAcknowledged,
            Acknowledged = record.Control?.AcknowledgedAt,
            Underway = record.Underway > 0 && !progress.HasEnded ? new UnderwayAnswer(record.Underway, notice.PlacesOf(step: 0).Count()) : null,
        };
    }
}

/// <summary>How far an occurrence is.</summary>
/// <param name="Ended">Deliveries that have an outcome.</param>
/// <param name="Of">Deliveries in all.</param>
internal sealed record UnderwayAnswer(long Ended, int Of);
