namespace NoticeFunctions.Events;

/// <summary>Events that could not be told yet. Each method throws <see cref="Records.RecordsUnavailableException"/> when the store is away.</summary>
internal interface IWaitingEvents
{
    /// <summary>Puts them behind those that wait.</summary>
    Task KeepAsync(IReadOnlyList<NoticeEvent> events, CancellationToken cancellation);

    /// <summary>The first of those that wait; they stay.</summary>
    Task<IReadOnlyList<NoticeEvent>> PeekAsync(int count, CancellationToken cancellation);

    /// <summary>Takes the first away.</summary>
    Task DropAsync(int count, CancellationToken cancellation);
}
