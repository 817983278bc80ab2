using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace NoticeFunctions.LocalHost.Journal;

/// <summary>
/// A snapshot as a block blob: pieces are staged, and the blob comes into being with the list of them. In it stand the header and the
/// frames of <see cref="JournalFormat"/>, under the negative number of the segment that comes after it.
/// </summary>
internal sealed class AppendBlobSnapshot(JournalBlobs blobs, int segment, Func<long, CancellationToken, Task> completed) : IJournalSnapshot
{
    private readonly BlockBlobClient blob = blobs.Snapshot(segment);
    private readonly List<string> pieces = [];
    private long position;

    public async Task WriteAsync(ReadOnlyMemory<byte> records, CancellationToken cancellation)
    {
        await BeginAsync(cancellation);
        await StageAsync(JournalFormat.Frame(JournalEntryKind.Snapshot, records.Span, -segment, position), cancellation);
    }

    public async Task CompleteAsync(SnapshotSpan span, CancellationToken cancellation)
    {
        await BeginAsync(cancellation);
        await StageAsync(JournalFormat.Frame(JournalEntryKind.SnapshotEnd, Encode(span), -segment, position), cancellation);
        await blob.CommitBlockListAsync(pieces, new CommitBlockListOptions(), cancellation);
        await completed(position, cancellation);
    }

    public static byte[] Encode(SnapshotSpan span)
    {
        byte[] bytes = new byte[2 * sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, span.Begun);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(sizeof(long)), span.Ended);
        return bytes;
    }

    public static SnapshotSpan Decode(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadInt64LittleEndian(bytes), BinaryPrimitives.ReadInt64LittleEndian(bytes[sizeof(long)..]));

    /// <summary>The pieces of a complete snapshot, and its end.</summary>
    /// <exception cref="JournalDamagedException">It is not as it was written.</exception>
    public static async IAsyncEnumerable<JournalEntry> ReadAsync(
        JournalBlobs blobs, int segment, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        BlockBlobClient from = blobs.Snapshot(segment);
        await using Stream content = await from.OpenReadAsync(new BlobOpenReadOptions(allowModifications: false) { BufferSize = 4 << 20 }, cancellation);
        byte[] buffer = new byte[1 << 20];
        bool begins = await content.ReadAtLeastAsync(buffer.AsMemory(0, JournalFormat.HeaderBytes), JournalFormat.HeaderBytes, false, cancellation) == JournalFormat.HeaderBytes;
        if (begins && JournalFormat.VersionOf(buffer) > JournalFormat.Version)
        {
            throw new JournalDamagedException($"The snapshot '{from.Name}' has format {buffer[2]}; this host reads up to {JournalFormat.Version}.");
        }

        long offset = JournalFormat.HeaderBytes;
        bool whole = begins && JournalFormat.PreviousEnd(buffer, -segment) is not null;
        for (bool ended = false; !ended; offset = content.Position)
        {
            whole = whole && await content.ReadAtLeastAsync(buffer.AsMemory(0, JournalFormat.FrameBytes), JournalFormat.FrameBytes, false, cancellation) == JournalFormat.FrameBytes;
            int wanted = JournalFormat.FrameBytes + (whole ? BinaryPrimitives.ReadInt32LittleEndian(buffer) : 0);
            if (!whole || wanted < JournalFormat.FrameBytes || wanted > content.Length - offset)
            {
                throw Damaged(from, offset);
            }

            if (buffer.Length < wanted)
            {
                Array.Resize(ref buffer, wanted);
            }

            await content.ReadExactlyAsync(buffer.AsMemory(JournalFormat.FrameBytes, wanted - JournalFormat.FrameBytes), cancellation);
            if (!JournalFormat.TryReadFrame(buffer.AsSpan(0, wanted), -segment, offset, out JournalEntryKind kind, out int length))
            {
                throw Damaged(from, offset);
            }

            yield return new JournalEntry(kind, buffer.AsMemory(JournalFormat.FrameBytes, length));
            ended = kind == JournalEntryKind.SnapshotEnd;
        }
    }

    private static JournalDamagedException Damaged(BlockBlobClient from, long offset) => new($"The snapshot '{from.Name}' is damaged at offset {offset}.");

    private Task BeginAsync(CancellationToken cancellation) =>
        pieces.Count == 0 ? StageAsync(JournalFormat.Header(-segment, 0), cancellation) : Task.CompletedTask;

    private async Task StageAsync(byte[] piece, CancellationToken cancellation)
    {
        string id = Convert.ToBase64String(Encoding.ASCII.GetBytes(pieces.Count.ToString("D6", CultureInfo.InvariantCulture)));
        using MemoryStream stream = new(piece, writable: false);
        await blob.StageBlockAsync(id, stream, new BlockBlobStageBlockOptions(), cancellation);
        pieces.Add(id);
        position += piece.Length;
    }
}
