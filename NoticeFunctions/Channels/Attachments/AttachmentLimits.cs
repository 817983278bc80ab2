namespace NoticeFunctions.Channels.Attachments;

/// <summary>How much may be attached.</summary>
internal static class AttachmentLimits
{
    /// <summary>Attachments of one notice.</summary>
    public const int Count = 10;

    /// <summary>Bytes of all of a notice's attachments.</summary>
    public const int Bytes = 10 * 1024 * 1024;

    /// <summary>Characters of a file's name.</summary>
    public const int NameCharacters = 255;

    /// <summary>Deliveries that hold attachments in memory at a time.</summary>
    public const int AtOnce = 4;
}
