using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace NoticeFunctions.LocalHost.Hosting.Timers;

/// <summary>One small blob a timer, in the container that the real host uses, too.</summary>
internal sealed class BlobTimerStatusStore(BlobContainerClient container, string hostId) : ITimerStatusStore
{
    public const string ContainerName = "azure-webjobs-hosts";

    public async Task<TimerStatus?> ReadAsync(string functionName, CancellationToken cancellation)
    {
        try
        {
            BlobDownloadResult blob = await Blob(functionName).DownloadContentAsync(cancellation);
            return blob.Content.ToObjectFromJson<TimerStatus>();
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
        catch (JsonException)
        {
            // Somebody else's blob: begin anew.
            return null;
        }
    }

    public async Task WriteAsync(string functionName, TimerStatus status, CancellationToken cancellation)
    {
        try
        {
            await Blob(functionName).UploadAsync(BinaryData.FromObjectAsJson(status), overwrite: true, cancellation);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
            await Blob(functionName).UploadAsync(BinaryData.FromObjectAsJson(status), overwrite: true, cancellation);
        }
    }

    private BlobClient Blob(string functionName) => container.GetBlobClient($"timers/{hostId}/{functionName}/status");
}
