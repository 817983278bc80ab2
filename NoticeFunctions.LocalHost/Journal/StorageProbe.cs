namespace NoticeFunctions.LocalHost.Journal;

/// <summary>Asks the storage whether it is there, once for all who want to know at about the same time.</summary>
internal sealed class StorageProbe(IJournalStore store, JournalLimits limits, TimeProvider time)
{
    private readonly Lock gate = new();
    private Task latest = Task.CompletedTask;
    private long? asked;

    /// <exception cref="EngineUnavailableException">It doesn't answer, or not in time.</exception>
    public Task AskAsync(CancellationToken cancellation)
    {
        lock (gate)
        {
            if (latest.IsCompleted && (asked is not { } before || time.GetElapsedTime(before) >= limits.ProbeValidFor))
            {
                latest = AskOnceAsync();
                asked = time.GetTimestamp();
            }

            return latest.WaitAsync(cancellation);
        }
    }

    private async Task AskOnceAsync()
    {
        try
        {
            using CancellationTokenSource patience = new(limits.ProbePatience, time);
            await store.ProbeAsync(patience.Token);
        }
        catch (Exception e)
        {
            throw new EngineUnavailableException("The storage of the durable functions doesn't answer: try again later.", e);
        }
    }
}
