namespace NoticeFunctions.LocalHost.Journal;

/// <summary>Takes what a journal gives back: pieces of a snapshot, if there is one, and then every append since it was begun.</summary>
internal interface IJournalTarget
{
    void Restore(ReadOnlyMemory<byte> snapshot);

    void Restored(SnapshotSpan span);

    /// <param name="sequence">The place in the order of commits.</param>
    /// <param name="records">What was appended.</param>
    void Apply(long sequence, ReadOnlyMemory<byte> records);
}
