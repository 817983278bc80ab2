using NoticeFunctions.Notices;

namespace NoticeFunctions.Intake.Validation;

/// <summary>A notice as asked for, checked; what intake adds (id, application, times) is not there yet.</summary>
internal sealed record NoticeDraft(
    string Title,
    NoticeContent Content,
    IReadOnlyList<Recipient> To,
    IReadOnlyList<Channel> Channels,
    NoticeSchedule? Schedule,
    Priority Priority,
    string? Category,
    IReadOnlyDictionary<string, string>? Metadata)
{
    /// <summary>Until when it is worth delivering.</summary>
    public string? Expires { get; init; }

    /// <summary>Whose acknowledgement ends it.</summary>
    public AcknowledgementRule? StopWhenAcknowledged { get; init; }

    /// <summary>What it does while nobody acknowledges it.</summary>
    public EscalationDraft? Escalate { get; init; }

    /// <summary>What goes along with its mail.</summary>
    public AttachmentsDraft? Attached { get; init; }

    /// <summary>Whom its mail is from.</summary>
    public string? From { get; init; }

    /// <summary>Whom answers to its mail go to.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The channel configurations that it names.</summary>
    public IReadOnlyDictionary<Channel, string>? Configuration { get; init; }
}
