namespace NoticeFunctions.LocalHost.Journal;

/// <summary>Where the journal's bytes live. One host writes, one batch at a time.</summary>
internal interface IJournalStore : IAsyncDisposable
{
    /// <summary>Every committed batch, oldest first. Called once, before the first append.</summary>
    IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellation);

    /// <summary>Returns when <paramref name="batch"/> would survive the loss of this process.</summary>
    /// <exception cref="JournalLostException">Another host writes this journal: this one must end.</exception>
    Task AppendAsync(ReadOnlyMemory<byte> batch, CancellationToken cancellation);
}

/// <summary>The journal is no longer this host's to write. Final: no retry can help.</summary>
internal sealed class JournalLostException(string message, Exception? inner = null) : Exception(message, inner);
