using System.Collections.Concurrent;
using NoticeFunctions.LocalHost.Engine.Instances;

namespace NoticeFunctions.LocalHost.Engine.Scheduling;

/// <summary>
/// Runs turns on the thread pool, a bounded number at once, first come first served. An instance is in it at most once: whoever finds it
/// idle queues it, and a turn that ends with messages waiting queues it again, behind the others.
/// </summary>
internal sealed class TurnScheduler(int limit, Action<OrchestrationInstance> run, IdleTracker idle) : IThreadPoolWorkItem
{
    private readonly ConcurrentQueue<OrchestrationInstance> ready = new();
    private int workers;

    /// <summary>Queues a turn if there is something to take, unless one waits already or runs: its end looks again. Call it under the instance's gate.</summary>
    public void Schedule(OrchestrationInstance instance)
    {
        if (instance.TurnState != TurnState.Idle || !instance.CanTakeTurn)
        {
            return;
        }

        instance.TurnState = TurnState.Queued;
        idle.Enter();
        ready.Enqueue(instance);
        AddWorker();
    }

    public void Execute()
    {
        while (true)
        {
            while (ready.TryDequeue(out OrchestrationInstance? instance))
            {
                Run(instance);
            }

            Interlocked.Decrement(ref workers);

            // An instance queued between the last look and the decrement found the limit reached: take its worker's place.
            if (ready.IsEmpty || !TryReserve())
            {
                return;
            }
        }
    }

    private void Run(OrchestrationInstance instance)
    {
        lock (instance.Gate)
        {
            instance.TurnState = TurnState.Running;
        }

        run(instance);
        lock (instance.Gate)
        {
            instance.TurnState = TurnState.Idle;
            Schedule(instance);
        }

        idle.Exit();
    }

    private void AddWorker()
    {
        if (TryReserve())
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private bool TryReserve()
    {
        int current = Volatile.Read(ref workers);
        while (current < limit)
        {
            int seen = Interlocked.CompareExchange(ref workers, current + 1, current);
            if (seen == current)
            {
                return true;
            }

            current = seen;
        }

        return false;
    }
}
