namespace Microsoft.DurableTask;

public abstract partial class TaskOrchestrationContext
{
    /// <summary>Makes a durable timer that is due after <paramref name="delay"/>, counted from <see cref="CurrentUtcDateTime"/>.</summary>
    /// <param name="delay">How long to wait; zero or less is due at once.</param>
    /// <param name="cancellationToken">Cancels the timer. A timer that is left open keeps the instance running until it is due.</param>
    /// <returns>A task that ends when the timer is due, or is cancelled.</returns>
    public virtual Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken) =>
        CreateTimer(CurrentUtcDateTime.Add(delay), cancellationToken);

    /// <summary>Makes a durable timer: it outlives restarts, and one that came due meanwhile ends at the next start.</summary>
    /// <param name="fireAt">The instant (UTC) at which it is due; one in the past is due at once.</param>
    /// <param name="cancellationToken">Cancels the timer. A timer that is left open keeps the instance running until it is due.</param>
    /// <returns>A task that ends when the timer is due, or is cancelled.</returns>
    public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    /// <summary>
    /// Waits for an event raised to this instance. Events are kept in the order of their arrival until they are waited for; each ends one wait.
    /// </summary>
    /// <typeparam name="T">The type that the event's payload is read as.</typeparam>
    /// <param name="eventName">The event's name, case-insensitive.</param>
    /// <param name="cancellationToken">Gives the wait up; an event that comes later stays for the next wait.</param>
    /// <returns>A task that ends with the payload.</returns>
    public abstract Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

    /// <summary>Waits for an event no longer than <paramref name="timeout"/>, by a durable timer.</summary>
    /// <inheritdoc cref="WaitForExternalEvent{T}(string, TimeSpan, CancellationToken)"/>
    public Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout) =>
        WaitForExternalEvent<T>(eventName, timeout, CancellationToken.None);

    /// <summary>
    /// Waits for an event no longer than <paramref name="timeout"/>, by a durable timer. Whichever of the two does not come first is cancelled.
    /// </summary>
    /// <typeparam name="T">The type that the event's payload is read as.</typeparam>
    /// <param name="eventName">The event's name, case-insensitive.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Gives the wait up, and cancels the timer.</param>
    /// <returns>A task that ends with the payload.</returns>
    /// <exception cref="TaskCanceledException">The time was up first, or the wait was given up.</exception>
    public async Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var timerEnd = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var waitEnd = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task timer = CreateTimer(timeout, timerEnd.Token);
        Task<T> wait = WaitForExternalEvent<T>(eventName, waitEnd.Token);

        Task first = await Task.WhenAny(timer, wait);

        // Cancelled on this very thread: CancelAsync would go on elsewhere, outside the orchestrator's turn.
        (first == wait ? timerEnd : waitEnd).Cancel();
        return await wait;
    }

    /// <summary>Raises an event to another instance when this turn is committed. An unknown or finished instance loses it.</summary>
    /// <param name="instanceId">The instance that is to get it.</param>
    /// <param name="eventName">The event's name, case-insensitive.</param>
    /// <param name="payload">The serializable payload.</param>
    public abstract void SendEvent(string instanceId, string eventName, object payload);
}
