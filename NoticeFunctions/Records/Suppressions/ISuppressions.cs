namespace NoticeFunctions.Records.Suppressions;

/// <summary>
/// The addresses that get nothing more of an application, for good until they are removed. Each method costs one round trip, and throws
/// <see cref="RecordsUnavailableException"/> when the store can't be reached.
/// </summary>
internal interface ISuppressions
{
    /// <summary>Whether an application has any.</summary>
    Task<bool> HasAnyAsync(string application, CancellationToken cancellation);

    /// <summary>Those of these keys that are there, each in its place; null for the others.</summary>
    Task<IReadOnlyList<Suppression?>> FindAsync(string application, IReadOnlyList<SuppressionKey> keys, CancellationToken cancellation);

    /// <summary>Adds one; one that is there stays as it is.</summary>
    Task AddAsync(string application, Suppression suppression, CancellationToken cancellation);

    /// <summary>Removes one. False: it was not there.</summary>
    Task<bool> RemoveAsync(string application, SuppressionKey key, CancellationToken cancellation);

    /// <summary>A page of them, in no order that means anything. It may hold fewer than asked for, or a few more, and still have a continuation.</summary>
    /// <exception cref="InvalidContinuationException">The continuation is none.</exception>
    Task<Page<Suppression>> ListAsync(string application, int limit, string? continuation, CancellationToken cancellation);
}
