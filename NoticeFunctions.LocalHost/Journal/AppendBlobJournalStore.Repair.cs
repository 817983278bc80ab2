using Azure;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging;

namespace NoticeFunctions.LocalHost.Journal;

/// <summary>What is done when the storage is not as this host left it: an answer that was lost, a storage that has forgotten, another host.</summary>
internal sealed partial class AppendBlobJournalStore
{
    /// <summary>Finds out why an append was refused. False: it may be tried again. True: it had been done.</summary>
    /// <exception cref="JournalLostException">Another host has written.</exception>
    private async Task<bool> ReconcileAsync(OpenSegment segment, ReadOnlyMemory<byte> block, Exception refusal, CancellationToken cancellation)
    {
        await lease.KeepAsync(cancellation);
        await AppendForgottenAsync(cancellation);
        long? length = await LengthAsync(segment, cancellation);
        if (length == segment.Position)
        {
            await LeaseAsync(segment, cancellation);
            return false;
        }

        if (length == segment.Position + block.Length && !block.IsEmpty)
        {
            BlobDownloadOptions end = new() { Range = new HttpRange(segment.Position) };
            BlobDownloadResult there = await segment.Blob.DownloadContentAsync(end, cancellation);
            if (there.Content.ToMemory().Span.SequenceEqual(block.Span))
            {
                return true;
            }
        }

        string why = length is null || length < segment.Position
            ? "the storage has forgotten more of it than this host has in memory"
            : "another host has written it";
        throw new JournalLostException($"The journal '{segment.Blob.Name}' is not as this host left it: {why}.", refusal);
    }

    /// <summary>Appends again, in order, what the storage no longer has.</summary>
    private async Task AppendForgottenAsync(CancellationToken cancellation)
    {
        Dictionary<int, long> lengths = [];
        int count = 0;
        foreach (JournalTail.Block block in tail?.Blocks ?? [])
        {
            OpenSegment segment = new(blobs.Segment(block.Segment), block.Segment);
            if (!lengths.TryGetValue(block.Segment, out long length))
            {
                length = await LengthAsync(segment, cancellation) ?? -1;
                if (length < 0)
                {
                    await segment.Blob.CreateIfNotExistsAsync(cancellationToken: cancellation);
                    length = 0;
                }
            }

            if (block.Offset == length)
            {
                await LeaseAsync(segment, cancellation);
                await AppendRawAsync(segment.Blob, length, block.Content, cancellation);
                length = block.End;
                count++;
            }

            lengths[block.Segment] = length;
        }

        if (count > 0)
        {
            tail!.Renew();
            LogForgotten(logger, count);
        }
    }

    /// <summary>Whether the storage still has what was appended last; called from time to time as long as it could forget.</summary>
    private async Task CheckTailAsync(CancellationToken cancellation)
    {
        await writing.WaitAsync(cancellation);
        try
        {
            if (tail is { IsEmpty: false } && open is { } segment)
            {
                if (await LengthAsync(segment, cancellation) != segment.Position)
                {
                    await ReconcileAsync(segment, default, new InvalidDataException("The last append is missing."), cancellation);
                }

                tail.Confirm();
            }
        }
        finally
        {
            writing.Release();
        }
    }

    private static async Task<long?> LengthAsync(OpenSegment segment, CancellationToken cancellation)
    {
        try
        {
            BlobProperties properties = await segment.Blob.GetPropertiesAsync(cancellationToken: cancellation);
            return properties.ContentLength;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    [LoggerMessage(2023, LogLevel.Warning, "The storage has forgotten what was last written to the journal: {Count} blocks are appended again from memory.")]
    private static partial void LogForgotten(ILogger logger, int count);
}
