namespace NoticeFunctions.LocalHost.Journal;

/// <summary>Where the journal's bytes live. One host writes, one batch at a time.</summary>
internal interface IJournalStore : IAsyncDisposable
{
    /// <summary>Completes with the reason when the journal has become another host's while nothing was being appended.</summary>
    Task<Exception> Lost { get; }

    /// <summary>
    /// Takes the journal over, and gives back all that is committed: the newest snapshot, then every batch since, oldest first. Called
    /// once, before the first append. What an entry refers to is overwritten by the next.
    /// </summary>
    /// <exception cref="JournalInUseException">A live host writes this journal.</exception>
    /// <exception cref="JournalDamagedException">What was committed can't be read.</exception>
    IAsyncEnumerable<JournalEntry> ReadAsync(CancellationToken cancellation);

    /// <summary>Returns when <paramref name="batch"/> would survive the loss of this process.</summary>
    /// <exception cref="JournalLostException">Another host writes this journal: this one must end.</exception>
    Task AppendAsync(ReadOnlyMemory<byte> batch, CancellationToken cancellation);

    /// <summary>Whether so much was appended since the last snapshot that another is worth its while.</summary>
    bool IsSnapshotDue { get; }

    /// <summary>Begins a snapshot that stands for all that has been appended so far. Not called while an append is under way.</summary>
    /// <exception cref="JournalLostException">Another host writes this journal: this one must end.</exception>
    Task<IJournalSnapshot> BeginSnapshotAsync(CancellationToken cancellation);

    /// <summary>Asks the storage whether it is there.</summary>
    Task ProbeAsync(CancellationToken cancellation);
}

/// <summary>A piece of the journal.</summary>
internal readonly record struct JournalEntry(JournalEntryKind Kind, ReadOnlyMemory<byte> Bytes);

/// <summary>What a piece is. The numbers are stored.</summary>
internal enum JournalEntryKind
{
    /// <summary>A batch of the first format: records, one after the other.</summary>
    OldBatch = 0,

    /// <summary>Records that were committed together.</summary>
    Batch = 1,

    /// <summary>The segment is complete, and the journal goes on in the next one.</summary>
    Seal = 2,

    /// <summary>A piece of a snapshot.</summary>
    Snapshot = 3,

    /// <summary>The end of a snapshot: its <see cref="SnapshotSpan"/>.</summary>
    SnapshotEnd = 4,
}

/// <summary>The journal is no longer this host's to write. Final: no retry can help.</summary>
internal sealed class JournalLostException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Another host, which is alive as far as anybody can tell, writes this journal.</summary>
internal sealed class JournalInUseException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The journal holds something that no host has written so: going on would lose what was accepted.</summary>
internal sealed class JournalDamagedException(string message, Exception? inner = null) : Exception(message, inner);
