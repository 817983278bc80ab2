using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace NoticeFunctions.Records.Attachments;

/// <summary>Attachments as blobs in the storage account of the host.</summary>
internal sealed class BlobAttachmentStore(BlobContainerClient container) : IAttachmentStore
{
    /// <summary>The container.</summary>
    public const string Container = "notice-attachments";

    private const int NamesPerPage = 1000;

    /// <summary>Opens it in an account; nothing is asked of the account before it is used.</summary>
    /// <param name="connectionString">The account's.</param>
    public static BlobAttachmentStore Open(string connectionString)
    {
        // Callers wait for it with their requests, and come again.
        BlobClientOptions options = new() { Retry = { MaxRetries = 2, NetworkTimeout = TimeSpan.FromSeconds(20) } };
        return new(new BlobContainerClient(connectionString, Container, options));
    }

    /// <inheritdoc/>
    public Task KeepAsync(string name, StoredContent content, CancellationToken cancellation) => Guard(async () =>
    {
        BlobUploadOptions options = new() { Conditions = new() { IfNoneMatch = ETag.All }, HttpHeaders = new() { ContentType = content.Type } };
        BlobClient blob = container.GetBlobClient(name);
        try
        {
            await blob.UploadAsync(BinaryData.FromBytes(content.Bytes), options, cancellation);
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
            await blob.UploadAsync(BinaryData.FromBytes(content.Bytes), options, cancellation);
        }

        return true;
    }, instead: true, status: [409, 412]);

    /// <inheritdoc/>
    public Task<StoredContent?> GetAsync(string name, CancellationToken cancellation) => Guard<StoredContent?>(async () =>
    {
        BlobDownloadResult content = await container.GetBlobClient(name).DownloadContentAsync(cancellation);
        return new StoredContent(content.Details.ContentType, content.Content.ToArray());
    }, instead: null, status: [404]);

    /// <inheritdoc/>
    public Task<Page<string>> ListAsync(DateTimeOffset before, string? continuation, CancellationToken cancellation) => Guard(async () =>
    {
        await foreach (Azure.Page<BlobItem> page in container.GetBlobsAsync(cancellationToken: cancellation).AsPages(continuation, NamesPerPage))
        {
            string? next = string.IsNullOrEmpty(page.ContinuationToken) ? null : page.ContinuationToken;
            return new Page<string>([.. page.Values.Where(blob => blob.Properties.LastModified < before).Select(blob => blob.Name)], next);
        }

        return new Page<string>([], Continuation: null);
    }, instead: new Page<string>([], Continuation: null), status: [404]);

    /// <inheritdoc/>
    public Task DeleteAsync(string name, CancellationToken cancellation) =>
        Guard(async () => await container.GetBlobClient(name).DeleteIfExistsAsync(cancellationToken: cancellation) is not null, instead: true, status: [404]);

    /// <summary>The result of a call, or another where the account answers with a status that means one.</summary>
    private static async Task<T> Guard<T>(Func<Task<T>> call, T instead, int[] status)
    {
        try
        {
            return await call();
        }
        catch (RequestFailedException e) when (status.Contains(e.Status))
        {
            return instead;
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException)
        {
            throw new RecordsUnavailableException("The attachments' store (setting AzureWebJobsStorage) does not answer, or does not take writes now.", e);
        }
    }
}
