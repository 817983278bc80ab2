using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;

namespace NoticeFunctions.LocalHost.Journal;

/// <summary>Whose the segments are.</summary>
internal sealed partial class AppendBlobJournalStore
{
    /// <summary>Takes the last segment, and again if its former owner has gone on to another just before.</summary>
    private async Task<List<int>> TakeSegmentsAsync(CancellationToken cancellation)
    {
        int taken = 0;
        while (true)
        {
            List<int> numbers = await blobs.SegmentsAsync(cancellation);
            if (numbers.Count == 0)
            {
                return numbers;
            }

            OpenSegment last = new(blobs.Segment(numbers[^1]), numbers[^1]);
            if (taken != last.Number)
            {
                await JournalLease.BreakAsync(last.Blob, cancellation);
                await LeaseAsync(last, cancellation);
                taken = last.Number;
            }
            else if (!await DropIfEmptyAsync(last, cancellation))
            {
                return numbers;
            }
        }
    }

    /// <summary>A segment without a complete header was never written to: it is begun anew.</summary>
    private async Task<bool> DropIfEmptyAsync(OpenSegment segment, CancellationToken cancellation)
    {
        SegmentReader reader = new(segment.Blob.Name, segment.Number, endsAt: null);
        _ = reader.Read(await HeaderOfAsync(segment.Blob, cancellation));
        if (reader.Version == 0)
        {
            await segment.Blob.DeleteAsync(DeleteSnapshotsOption.None, new BlobRequestConditions { LeaseId = lease.Id }, cancellation);
        }

        return reader.Version == 0;
    }

    private static async Task<ReadOnlyMemory<byte>> HeaderOfAsync(AppendBlobClient segment, CancellationToken cancellation)
    {
        BlobDownloadOptions begin = new() { Range = new HttpRange(0, JournalFormat.HeaderBytes) };
        try
        {
            return (await segment.DownloadContentAsync(begin, cancellation)).Value.Content.ToMemory();
        }
        catch (RequestFailedException e) when (e.Status == 416)
        {
            // An empty blob has no range at all.
            return default;
        }
    }

    private async Task LeaseAsync(OpenSegment segment, CancellationToken cancellation)
    {
        try
        {
            await segment.Blob.GetBlobLeaseClient(lease.Id).AcquireAsync(BlobLeaseClient.InfiniteLeaseDuration, cancellationToken: cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            throw new JournalLostException($"The journal '{segment.Blob.Name}' was taken over by another host.", e);
        }
    }

    /// <summary>Where the segment <paramref name="number"/> ends by the word of the next one; an old one says nothing, and all counts.</summary>
    private async Task<long> EndOfAsync(int number, long length, CancellationToken cancellation)
    {
        AppendBlobClient next = blobs.Segment(number + 1);
        ReadOnlyMemory<byte> header = await HeaderOfAsync(next, cancellation);
        return JournalFormat.VersionOf(header.Span) == JournalFormat.Version
            ? JournalFormat.PreviousEnd(header.Span, number + 1) ?? throw new JournalDamagedException($"The journal '{next.Name}' is damaged at offset 0.")
            : length;
    }

    private async Task KeepAsync(CancellationToken cancellation)
    {
        Task renewing = Task.Run(() => RepeatAsync(options.RenewEvery, lease.KeepAsync, cancellation), CancellationToken.None);
        Task checking = tail is null ? Task.CompletedTask : Task.Run(() => RepeatAsync(options.CheckTailEvery, CheckTailAsync, cancellation), CancellationToken.None);
        await Task.WhenAll(renewing, checking);
    }

    private async Task RepeatAsync(TimeSpan every, Func<CancellationToken, Task> step, CancellationToken cancellation)
    {
        using PeriodicTimer timer = new(every, time);
        while (!lost.Task.IsCompleted && await timer.WaitForNextTickAsync(cancellation))
        {
            try
            {
                await step(cancellation);
            }
            catch (JournalLostException e)
            {
                lost.TrySetResult(e);
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                LogNotRenewed(logger, e);
            }
        }
    }

    [LoggerMessage(2022, LogLevel.Warning, "The journal's storage did not answer; it is asked again.")]
    private static partial void LogNotRenewed(ILogger logger, Exception exception);

    /// <summary>A segment as this host knows it.</summary>
    private sealed class OpenSegment(AppendBlobClient blob, int number)
    {
        public AppendBlobClient Blob => blob;

        public int Number => number;

        /// <summary>Where the next append goes: the blob's length.</summary>
        public long Position { get; set; }

        /// <summary>Where the committed part ends, once the segment is closed.</summary>
        public long End { get; set; }

        public int Blocks { get; set; }

        /// <summary>Nothing may be appended any more.</summary>
        public bool IsClosed { get; set; }
    }
}
