namespace NoticeFunctions.LocalHost.Journal;

/// <summary>Who waits for a place in the order of commits. Not synchronized.</summary>
internal sealed class CommitWaiters
{
    private readonly PriorityQueue<TaskCompletionSource, long> waiting = new();

    public Task Add(long sequence)
    {
        TaskCompletionSource source = new(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.Enqueue(source, sequence);
        return source.Task;
    }

    public void Committed(long upTo)
    {
        while (waiting.TryPeek(out TaskCompletionSource? source, out long sequence) && sequence <= upTo)
        {
            waiting.Dequeue();
            source.TrySetResult();
        }
    }

    public void FailAll(EngineUnavailableException reason)
    {
        while (waiting.TryDequeue(out TaskCompletionSource? source, out _))
        {
            source.TrySetException(reason);
        }
    }
}
