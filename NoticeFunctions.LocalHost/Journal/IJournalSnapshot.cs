namespace NoticeFunctions.LocalHost.Journal;

/// <summary>A snapshot that is being written. Until it is complete it isn't there, whatever happens to the host.</summary>
internal interface IJournalSnapshot
{
    /// <summary>Adds a piece.</summary>
    Task WriteAsync(ReadOnlyMemory<byte> records, CancellationToken cancellation);

    /// <summary>Puts the snapshot in the place of all that was appended before it was begun, at once and as a whole.</summary>
    Task CompleteAsync(SnapshotSpan span, CancellationToken cancellation);
}

/// <summary>
/// From where to where in the order of commits the pieces of a snapshot were taken, one after the other, while work went on: an instance
/// is there with everything up to <paramref name="Begun"/>, and perhaps with some of what came until <paramref name="Ended"/>.
/// </summary>
internal sealed record SnapshotSpan(long Begun, long Ended);
