namespace NoticeFunctions.Notices;

/// <summary>A file that goes along with a notice's mail. What is in it is kept apart, and never in the record.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="ContentType">Its media type; null where the server that it is fetched from says that.</param>
/// <param name="Size">Its bytes; null where it is fetched.</param>
/// <param name="Sha256">Of its bytes, in lower-case hex; null where it is fetched.</param>
/// <param name="Url">Where it is fetched from when it is first delivered; null where it came with the notice.</param>
internal sealed record NoticeAttachment(string Name, string? ContentType = null, long? Size = null, string? Sha256 = null, string? Url = null)
{
    /// <summary>
    /// Where its content is kept. What came with the notice is named by its own hash: whatever two requests under one key bring, each notice finds what it was accepted with.
    /// </summary>
    /// <param name="key">The notice.</param>
    /// <param name="index">Its position among the notice's attachments.</param>
    public string Blob(NoticeKey key, int index) => $"{key.Application}/{key.Id}/{Sha256 ?? string.Create(null, $"url-{index}")}";
}

/// <summary>A file in memory.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record AttachedFile(string Name, string ContentType, byte[] Content);
