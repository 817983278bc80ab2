using NoticeFunctions.Notices;
using NoticeFunctions.Records.Attachments;

namespace NoticeFunctions.Channels.Attachments;

/// <summary>A notice with its files in memory, for as long as this is not disposed; or what is to be said of its deliveries instead.</summary>
/// <param name="notice">The notice.</param>
/// <param name="failure">Why there are no files; null where all are there.</param>
/// <param name="place">The place in memory that it takes; null where it takes none.</param>
internal sealed class LoadedNotice(Notice notice, ProviderOutcome? failure, SemaphoreSlim? place) : IDisposable
{
    /// <summary>The notice.</summary>
    public Notice Notice => notice;

    /// <summary>Why there are no files; null where all are there.</summary>
    public ProviderOutcome? Failure => failure;

    /// <inheritdoc/>
    public void Dispose() => place?.Release();
}

/// <summary>Keeps what comes with notices, and brings it when they are delivered: from the store, or the first time from where a URL says, and into the store then.</summary>
internal sealed class AttachmentLoader(IAttachmentStore store, AttachmentFetcher fetcher) : IDisposable
{
    private readonly SemaphoreSlim places = new(AttachmentLimits.AtOnce);

    /// <summary>Keeps the files that came with a notice, before the notice itself is kept.</summary>
    public Task KeepAsync(Notice notice, CancellationToken cancellation) => notice.Files.Count == 0
        ? Task.CompletedTask
        : Task.WhenAll((notice.Attachments ?? []).Where(one => one.Url is null).Zip(notice.Files).Select(
            pair => store.KeepAsync(pair.First.Blob(notice.Key, index: 0), new StoredContent(pair.Second.ContentType, pair.Second.Content), cancellation)));

    /// <summary>The notice with its files, where a channel shows any.</summary>
    /// <param name="notice">The notice.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="cancellation">Ends the wait for memory, and the loading.</param>
    public async ValueTask<LoadedNotice> LoadAsync(Notice notice, Channel channel, CancellationToken cancellation)
    {
        if (channel != Channel.Email || notice.Attachments is not { Count: > 0 } attachments)
        {
            return new LoadedNotice(notice, failure: null, place: null);
        }

        await places.WaitAsync(cancellation);
        try
        {
            return new LoadedNotice(notice with { Files = await LoadAsync(notice.Key, attachments, cancellation) }, failure: null, places);
        }
        catch (AttachmentException e)
        {
            return new LoadedNotice(notice, e.IsFinal ? ProviderOutcome.Permanent(e.Message) : ProviderOutcome.Transient(e.Message), places);
        }
        catch
        {
            places.Release();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();

    private async Task<IReadOnlyList<AttachedFile>> LoadAsync(NoticeKey key, IReadOnlyList<NoticeAttachment> attachments, CancellationToken cancellation)
    {
        List<AttachedFile> files = [];
        int room = AttachmentLimits.Bytes - (int)attachments.Sum(one => one.Size ?? 0);
        foreach ((int index, NoticeAttachment attachment) in attachments.Index())
        {
            string blob = attachment.Blob(key, index);
            StoredContent? kept = await store.GetAsync(blob, cancellation);
            AttachedFile file = kept is not null ? new(attachment.Name, attachment.ContentType ?? kept.Type, kept.Bytes)
                : attachment.Url is null ? throw new AttachmentException($"Attachment {attachment.Name} is lost.", isFinal: true)
                : await FetchAsync(attachment, blob, room, cancellation);
            room -= attachment.Size is null ? file.Content.Length : 0;
            files.Add(file);
        }

        return files;
    }

    private async Task<AttachedFile> FetchAsync(NoticeAttachment attachment, string blob, int room, CancellationToken cancellation)
    {
        AttachedFile fetched = await fetcher.FetchAsync(attachment, room, cancellation);
        await store.KeepAsync(blob, new StoredContent(fetched.ContentType, fetched.Content), cancellation);
        return fetched;
    }
}
