using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;

namespace NoticeFunctions.LocalHost.Journal;

/// <summary>The journal in append blobs of a storage account (<see cref="JournalBlobs"/>, <see cref="JournalFormat"/>).</summary>
/// <remarks>
/// What keeps two hosts from writing one journal: the segment that is written is leased for good under this host's id, and every append
/// names that id and the position that it expects. A host that takes over ends the lease on the last segment and takes its own before it
/// reads: from then on the former host can neither append nor (which begins with an append, too) go on to a new segment.
/// </remarks>
internal sealed partial class AppendBlobJournalStore : IJournalStore
{
    private static readonly TimeSpan ReleasePatience = TimeSpan.FromSeconds(3);
    private readonly JournalBlobs blobs;
    private readonly JournalStoreOptions options;
    private readonly IFaultPoints faults;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly JournalLease lease;
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource<Exception> lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly JournalTail? tail;
    private OpenSegment? open;
    private long bytesSinceSnapshot;
    private int blocksSinceSnapshot;
    private long snapshotBytes;
    private Task keeping = Task.CompletedTask;
    private bool disposed;

    public AppendBlobJournalStore(
        JournalBlobs blobs, IJournalOwners owners, JournalStoreOptions options, IFaultPoints faults, TimeProvider time, ILogger logger)
    {
        this.blobs = blobs;
        this.options = options;
        this.faults = faults;
        this.time = time;
        this.logger = logger;
        tail = blobs.IsEmulated ? new JournalTail(options, time) : null;
        lease = new JournalLease(blobs, owners, options, time, logger);
    }

    public Task<Exception> Lost => lost.Task;

    public async IAsyncEnumerable<JournalEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await lease.TakeAsync(cancellation);
        keeping = KeepAsync(stopping.Token);
        List<int> numbers = await TakeSegmentsAsync(cancellation);
        int first = (await blobs.SnapshotsAsync(cancellation)).LastOrDefault(1);
        await foreach (JournalEntry entry in ReadSnapshotAsync(first, cancellation))
        {
            yield return entry;
        }

        numbers.RemoveAll(number => number < first);
        int whole = numbers.TakeWhile((number, index) => number == first + index).Count();
        if (whole < numbers.Count || (whole == 0 && first > 1))
        {
            throw new JournalDamagedException($"The journal's segment '{blobs.Segment(first + whole).Name}' is missing.");
        }

        for (int i = 0; i < numbers.Count; i++)
        {
            AppendBlobClient blob = blobs.Segment(numbers[i]);
            using BlobDownloadStreamingResult content = await blob.DownloadStreamingAsync(cancellationToken: cancellation);
            SegmentReader reader = new(blob.Name, numbers[i], i + 1 < numbers.Count ? await EndOfAsync(numbers[i], content.Details.ContentLength, cancellation) : null);
            byte[] bytes = new byte[content.Details.ContentLength];
            await foreach (JournalEntry entry in SegmentDownload.ReadAsync(content.Content, bytes, numbers[i], reader, cancellation))
            {
                yield return entry;
            }

            Interlocked.Add(ref bytesSinceSnapshot, content.Details.ContentLength);
            blocksSinceSnapshot += content.Details.BlobCommittedBlockCount;

            open = new OpenSegment(blob, numbers[i])
            {
                Position = content.Details.ContentLength,
                Blocks = content.Details.BlobCommittedBlockCount,
                End = reader.End,
                IsClosed = reader.Version != JournalFormat.Version || reader.IsSealed || reader.End < content.Details.ContentLength,
            };
        }

        if (open is { } last && last.End < last.Position)
        {
            LogTornTail(logger, last.Blob.Name, last.End, last.Position - last.End);
        }

        // Not later: a former owner that has just sealed its segment would go on to the next if it were the first there.
        if (open is not { IsClosed: false })
        {
            await BeginSegmentAsync(cancellation);
        }
    }

    public async Task AppendAsync(ReadOnlyMemory<byte> batch, CancellationToken cancellation)
    {
        await writing.WaitAsync(cancellation);
        try
        {
            OpenSegment segment = await WritableSegmentAsync(cancellation);
            byte[] frame = JournalFormat.Frame(JournalEntryKind.Batch, batch.Span, segment.Number, segment.Position);
            if (faults.Watches(FaultPoint.MiddleOfBatch))
            {
                await AppendBlockAsync(segment, frame[..(frame.Length / 2)], cancellation);
                await faults.ReachedAsync(FaultPoint.MiddleOfBatch, cancellation);
                frame = frame[(frame.Length / 2)..];
            }

            await AppendBlockAsync(segment, frame, cancellation);
        }
        finally
        {
            writing.Release();
        }
    }

    public async Task ProbeAsync(CancellationToken cancellation) => await blobs.Owner.GetPropertiesAsync(cancellationToken: cancellation);

    /// <summary>Leaves the journal to the next host.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        await stopping.CancelAsync();
        await keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using CancellationTokenSource patience = new(ReleasePatience, time);
        if (open is { } segment)
        {
            await JournalLease.ReleaseAsync(segment.Blob, lease.Id, patience.Token);
        }

        if (keeping != Task.CompletedTask)
        {
            await JournalLease.ReleaseAsync(blobs.Owner, lease.Id, patience.Token);
        }

        writing.Dispose();
        stopping.Dispose();
    }

    private async Task<OpenSegment> WritableSegmentAsync(CancellationToken cancellation)
    {
        if (open is { IsClosed: false } present && (present.Position > options.SegmentBytes || present.Blocks >= options.SegmentBlocks))
        {
            await SealAsync(present, cancellation);
        }

        return open is { IsClosed: false } ? open : await BeginSegmentAsync(cancellation);
    }

    private async Task SealAsync(OpenSegment segment, CancellationToken cancellation)
    {
        await AppendBlockAsync(segment, JournalFormat.Frame(JournalEntryKind.Seal, default, segment.Number, segment.Position), cancellation);
        segment.End = segment.Position;
        segment.IsClosed = true;
    }

    /// <summary>Begins the segment after the present one, which is complete. Every step may be taken again.</summary>
    private async Task<OpenSegment> BeginSegmentAsync(CancellationToken cancellation)
    {
        int number = (open?.Number ?? 0) + 1;
        OpenSegment next = new(blobs.Segment(number), number);
        await faults.ReachedAsync(FaultPoint.DuringRoll, cancellation);
        await next.Blob.CreateIfNotExistsAsync(cancellationToken: cancellation);
        await faults.ReachedAsync(FaultPoint.AfterSegmentCreated, cancellation);
        await LeaseAsync(next, cancellation);
        await AppendBlockAsync(next, JournalFormat.Header(number, open?.End ?? 0), cancellation);
        if (open is { } done)
        {
            await JournalLease.ReleaseAsync(done.Blob, lease.Id, cancellation);
        }

        open = next;
        return next;
    }

    private async Task AppendBlockAsync(OpenSegment segment, byte[] block, CancellationToken cancellation)
    {
        try
        {
            await AppendRawAsync(segment.Blob, segment.Position, block, cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            if (!await ReconcileAsync(segment, block, e, cancellation))
            {
                await AppendRawAsync(segment.Blob, segment.Position, block, cancellation);
            }
        }

        tail?.Add(segment.Number, segment.Position, block);
        tail?.Confirm();
        segment.Position += block.Length;
        segment.Blocks++;
        Interlocked.Add(ref bytesSinceSnapshot, block.Length);
        blocksSinceSnapshot++;
    }

    private async Task AppendRawAsync(AppendBlobClient blob, long position, ReadOnlyMemory<byte> block, CancellationToken cancellation)
    {
        AppendBlobRequestConditions mine = new() { LeaseId = lease.Id, IfAppendPositionEqual = position };
        using Stream stream = BinaryData.FromBytes(block).ToStream();
        await blob.AppendBlockAsync(stream, new AppendBlobAppendBlockOptions { Conditions = mine }, cancellation);
    }

    [LoggerMessage(2021, LogLevel.Warning, "The journal {Blob} ends in {Count} bytes at offset {Offset} that were never completely written: they are cut off.")]
    private static partial void LogTornTail(ILogger logger, string blob, long offset, long count);
}
