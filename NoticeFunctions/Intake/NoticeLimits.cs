namespace NoticeFunctions.Intake;

/// <summary>How much a notice may hold.</summary>
internal static class NoticeLimits
{
    /// <summary>Bytes of a request's body without attachments in it.</summary>
    public const int BodyBytes = 2 * 1024 * 1024;

    /// <summary>Bytes of a request's body with attachments in it: 10 MB in base64, and the notice itself.</summary>
    public const int BodyBytesWithAttachments = 15 * 1024 * 1024;

    /// <summary>Notices of one batch.</summary>
    public const int BatchNotices = 1000;

    /// <summary>Bytes of a batch.</summary>
    public const int BatchBytes = 8 * 1024 * 1024;

    /// <summary>Characters (UTF-16 code units) of a title: what RFC 5322 lets a line of a mail's head hold.</summary>
    public const int TitleCharacters = 998;

    /// <summary>Bytes of UTF-8 of each form of the content.</summary>
    public const int ContentBytes = 64 * 1024;

    /// <summary>Recipients of one notice.</summary>
    public const int Recipients = 10_000;

    /// <summary>Characters of a recipient's name.</summary>
    public const int NameCharacters = 256;

    /// <summary>Characters of a user's id.</summary>
    public const int UserCharacters = 128;

    /// <summary>Characters of a device's push token.</summary>
    public const int DeviceCharacters = 4096;

    /// <summary>Pairs of metadata.</summary>
    public const int MetadataPairs = 20;

    /// <summary>Bytes of UTF-8 of all names and values of the metadata together.</summary>
    public const int MetadataBytes = 1024;

    /// <summary>Steps of an escalation.</summary>
    public const int EscalationSteps = 5;

    /// <summary>Recipients of an escalation's step.</summary>
    public const int EscalationRecipients = 100;

    /// <summary>Items of a schedule's exceptions.</summary>
    public const int Exceptions = 500;

    /// <summary>Occurrences of a schedule's preview.</summary>
    public const int PreviewedOccurrences = 1000;

    /// <summary>Bytes of a preview's body: a schedule with all the exceptions that it may have.</summary>
    public const int PreviewBytes = 64 * 1024;

    /// <summary>Characters of an Idempotency-Key.</summary>
    public const int IdempotencyKeyCharacters = 255;

    /// <summary>How far in the past an instant may lie and still mean "now": clocks differ, and requests take time.</summary>
    public static readonly TimeSpan Past = TimeSpan.FromMinutes(1);
}
