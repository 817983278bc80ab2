using NoticeFunctions.Records;

namespace NoticeFunctions.Kafka;

/// <summary>The dead letters that are known. Each method throws <see cref="RecordsUnavailableException"/> when the store is away.</summary>
internal interface IDeadLetters
{
    /// <summary>Which of these were sent to the topic of dead letters already, in the same order.</summary>
    Task<IReadOnlyList<bool>> WereSentAsync(IReadOnlyList<string> ids, CancellationToken cancellation);

    /// <summary>Remembers for a day that these were sent, so that a batch that comes again sends them no second time.</summary>
    Task MarkSentAsync(IReadOnlyList<string> ids, CancellationToken cancellation);

    /// <summary>Keeps them for as long as records are kept, the latest 100,000 at most; one that is there is written anew.</summary>
    Task AddAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellation);

    /// <summary>Takes them out of the list.</summary>
    Task RemoveAsync(IReadOnlyList<string> ids, CancellationToken cancellation);

    /// <summary>One of them; null where there is none of that id.</summary>
    Task<DeadLetter?> GetAsync(string id, CancellationToken cancellation);

    /// <summary>A page, the newest first.</summary>
    /// <exception cref="InvalidContinuationException">The continuation is none of this list's.</exception>
    Task<Page<DeadLetter>> ListAsync(string? reason, int limit, string? continuation, CancellationToken cancellation);
}
