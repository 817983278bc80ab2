namespace NoticeFunctions.Records.Attachments;

/// <summary>
/// Keeps the contents of attachments. Every method throws <see cref="RecordsUnavailableException"/> when the store can't be reached, and may be repeated.
/// </summary>
internal interface IAttachmentStore
{
    /// <summary>Keeps a content under a name, unless there is one already: that one stays.</summary>
    Task KeepAsync(string name, StoredContent content, CancellationToken cancellation);

    /// <summary>What is kept under a name, or null.</summary>
    Task<StoredContent?> GetAsync(string name, CancellationToken cancellation);

    /// <summary>A page of names, in their order, of what was kept before an instant.</summary>
    /// <param name="before">What is younger is left out.</param>
    /// <param name="continuation">From the page before; null for the first.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<Page<string>> ListAsync(DateTimeOffset before, string? continuation, CancellationToken cancellation);

    /// <summary>Removes what is kept under a name; nothing happens where nothing is.</summary>
    Task DeleteAsync(string name, CancellationToken cancellation);
}

/// <summary>A content as it is kept.</summary>
/// <param name="Type">Its media type.</param>
/// <param name="Bytes">Its bytes.</param>
internal sealed record StoredContent(string Type, byte[] Bytes);
