namespace NoticeFunctions.LocalHost.Engine.Execution;

/// <summary>
/// Keeps an orchestrator's continuations on the thread of its turn. A continuation that comes from anywhere else was
/// scheduled by something that is not durable: it is not run but reported.
/// </summary>
internal sealed class TurnSynchronizationContext(Action onForeignContinuation) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> continuations = new();
    private int turnThread;

    public bool IsOnTurnThread => turnThread == Environment.CurrentManagedThreadId;

    /// <summary>Runs <paramref name="step"/> and every continuation that it releases.</summary>
    public void Run(Action step)
    {
        SynchronizationContext? outer = Current;
        SetSynchronizationContext(this);
        turnThread = Environment.CurrentManagedThreadId;
        try
        {
            step();
            while (continuations.TryDequeue(out (SendOrPostCallback Callback, object? State) next))
            {
                next.Callback(next.State);
            }
        }
        finally
        {
            turnThread = 0;
            SetSynchronizationContext(outer);
        }
    }

    /// <exception cref="InvalidOperationException">The caller is not the orchestrator in its turn.</exception>
    public void Ensure(string otherwise)
    {
        if (!IsOnTurnThread)
        {
            onForeignContinuation();
            throw new InvalidOperationException(otherwise);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsOnTurnThread)
        {
            continuations.Enqueue((d, state));
        }
        else
        {
            onForeignContinuation();
        }
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (IsOnTurnThread)
        {
            d(state);
        }
        else
        {
            onForeignContinuation();
        }
    }

    public override SynchronizationContext CreateCopy() => this;
}
