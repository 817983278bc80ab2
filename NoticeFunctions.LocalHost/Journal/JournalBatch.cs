using System.Buffers.Binary;
using NoticeFunctions.LocalHost.Engine.History;

namespace NoticeFunctions.LocalHost.Journal;

/// <summary>
/// Appends that are committed together: the place of the first of them (8 bytes, little endian), then each behind its length (4), the
/// others having the places that follow.
/// </summary>
internal sealed class JournalBatch
{
    private readonly ByteWriter bytes = new(4096);

    /// <summary>One for each append, so that their count is the number of appends.</summary>
    public List<ICommitObserver?> Observers { get; } = [];

    public bool IsEmpty => Observers.Count == 0;

    public long LastSequence { get; private set; }

    public int Length => bytes.Length;

    /// <summary>Without what the batch puts around them.</summary>
    public int RecordBytes => bytes.Length - sizeof(long) - (sizeof(int) * Observers.Count);

    public ReadOnlyMemory<byte> Bytes => bytes.WrittenMemory;

    public void Add(ReadOnlySpan<byte> records, ICommitObserver? observer, long sequence)
    {
        if (IsEmpty)
        {
            bytes.Fixed(sequence);
        }

        int append = bytes.BeginBlock();
        bytes.Bytes(records);
        bytes.EndBlock(append);
        Observers.Add(observer);
        LastSequence = sequence;
    }

    public void Clear()
    {
        bytes.Clear();
        Observers.Clear();
    }

    /// <summary>The place of the first append of a committed batch.</summary>
    public static long FirstSequence(ReadOnlySpan<byte> batch) => BinaryPrimitives.ReadInt64LittleEndian(batch);

    /// <summary>The appends of a committed batch, in order.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Appends(ReadOnlyMemory<byte> batch)
    {
        for (int at = sizeof(long); at < batch.Length;)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(batch.Span[at..]);
            yield return batch.Slice(at + sizeof(int), length);
            at += sizeof(int) + length;
        }
    }
}
