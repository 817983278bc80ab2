namespace NoticeFunctions.Records.Events;

/// <summary>Remembers which events of providers were taken, and keeps those that came too early. Each method costs one round trip unless it says otherwise.</summary>
internal interface IProviderEvents
{
    /// <summary>Which of these were taken within the last days.</summary>
    Task<IReadOnlyList<bool>> AreTakenAsync(IReadOnlyList<ProviderEvent> events, CancellationToken cancellation);

    /// <summary>Takes note of events that were taken; of those that came early, once they are kept.</summary>
    Task MarkTakenAsync(IReadOnlyList<ProviderEvent> events, CancellationToken cancellation);

    /// <summary>Keeps events until their time; those that are kept already go to the end of the line.</summary>
    /// <param name="events">The events.</param>
    /// <param name="now">When they were looked at.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task KeepEarlyAsync(IReadOnlyList<EarlyEvent> events, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Those that wait, some of each application, those first that were not looked at for the longest. Two round trips.</summary>
    Task<IReadOnlyList<EarlyEvent>> ListEarlyAsync(int limit, CancellationToken cancellation);

    /// <summary>Forgets events that wait no longer.</summary>
    Task RemoveEarlyAsync(IReadOnlyList<EarlyEvent> events, CancellationToken cancellation);
}
