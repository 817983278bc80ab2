namespace NoticeFunctions.LocalHost.Journal;

/// <summary>
/// The last blocks that were appended, for a storage emulator: it saves what it knows every five seconds, and forgets the rest when it is
/// killed. A block may go once the storage was seen to have it, and that some time after it was written.
/// </summary>
internal sealed class JournalTail(JournalStoreOptions options, TimeProvider time)
{
    private readonly Queue<Block> blocks = new();
    private long bytes;
    private long renewed;

    /// <summary>Oldest first.</summary>
    public IEnumerable<Block> Blocks => blocks;

    public bool IsEmpty => blocks.Count == 0;

    public void Add(int segment, long offset, ReadOnlyMemory<byte> content)
    {
        blocks.Enqueue(new Block(segment, offset, content, time.GetTimestamp()));
        bytes += content.Length;
        while (bytes > options.TailBytes && blocks.Count > 1)
        {
            Drop();
        }
    }

    /// <summary>
    /// All of it has been appended again, and may be forgotten again: a storage that is killed more often than it saves would otherwise
    /// outlive what is remembered here.
    /// </summary>
    public void Renew() => renewed = time.GetTimestamp();

    /// <summary>The storage has everything at this moment: what is old enough can't be forgotten any more.</summary>
    public void Confirm()
    {
        while (blocks.TryPeek(out Block oldest) && time.GetElapsedTime(Math.Max(oldest.Written, renewed)) > options.TailTime)
        {
            Drop();
        }
    }

    private void Drop() => bytes -= blocks.Dequeue().Content.Length;

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    internal readonly record struct Block(int Segment, long Offset, ReadOnlyMemory<byte> Content, long Written)
    {
        public long End => Offset + Content.Length;
    }
}
