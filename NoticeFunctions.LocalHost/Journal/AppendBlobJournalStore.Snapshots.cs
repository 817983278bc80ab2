using System.Runtime.CompilerServices;

namespace NoticeFunctions.LocalHost.Journal;

/// <summary>What bounds the time that a recovery takes.</summary>
internal sealed partial class AppendBlobJournalStore
{
    public bool IsSnapshotDue =>
        Interlocked.Read(ref bytesSinceSnapshot) >= Math.Max(options.SnapshotAfterBytes, Interlocked.Read(ref snapshotBytes))
        || Volatile.Read(ref blocksSinceSnapshot) >= options.SnapshotAfterBlocks;

    /// <summary>A snapshot stands before a segment: the present one is sealed, and the next begun.</summary>
    public async Task<IJournalSnapshot> BeginSnapshotAsync(CancellationToken cancellation)
    {
        await writing.WaitAsync(cancellation);
        try
        {
            if (open is { IsClosed: false } present && present.Position > JournalFormat.HeaderBytes)
            {
                await SealAsync(present, cancellation);
            }

            OpenSegment next = open is { IsClosed: false } begun ? begun : await BeginSegmentAsync(cancellation);
            Interlocked.Exchange(ref bytesSinceSnapshot, 0);
            Volatile.Write(ref blocksSinceSnapshot, 0);
            return new AppendBlobSnapshot(blobs, next.Number, async (bytes, token) =>
            {
                Interlocked.Exchange(ref snapshotBytes, bytes);
                await faults.ReachedAsync(FaultPoint.AfterSnapshot, token);
                await blobs.DeleteBeforeAsync(next.Number, token);
            });
        }
        finally
        {
            writing.Release();
        }
    }

    private async IAsyncEnumerable<JournalEntry> ReadSnapshotAsync(int segment, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (segment == 1)
        {
            yield break;
        }

        await foreach (JournalEntry entry in AppendBlobSnapshot.ReadAsync(blobs, segment, cancellation))
        {
            snapshotBytes += entry.Bytes.Length;
            yield return entry;
        }
    }
}
