using System.Collections.Concurrent;
using NoticeFunctions.LocalHost.Engine.Instances;

namespace NoticeFunctions.LocalHost.Engine.Scheduling;

/// <summary>
/// Runs turns on the thread pool, a bounded number at once, first come first served. An instance is in it at most once: whoever finds it
/// idle queues it, and a turn that ends with messages waiting queues it again, behind the others.
/// </summary>
/// <param name="limit">Turns at once.</param>
/// <param name="run">Takes a turn.</param>
/// <param name="isHeldBack">Whether turns have to wait; <see cref="Wake"/> is called when no longer.</param>
/// <param name="idle">Told of what waits and runs.</param>
internal sealed class TurnScheduler(int limit, Action<OrchestrationInstance> run, Func<bool> isHeldBack, IdleTracker idle) : IThreadPoolWorkItem
{
    /// <summary>After so many turns a worker lets others have its thread: requests are answered on the same pool.</summary>
    private const int TurnsInARow = 16;

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

    /// <summary>Turns no longer have to wait.</summary>
    public void Wake()
    {
        for (int needed = Math.Min(limit, ready.Count); needed > 0; needed--)
        {
            AddWorker();
        }
    }

    public void Execute()
    {
        for (int taken = 0; taken < TurnsInARow && !isHeldBack() && ready.TryDequeue(out OrchestrationInstance? instance); taken++)
        {
            Run(instance);
        }

        Interlocked.Decrement(ref workers);

        // Also one that was queued between the last look and the decrement, and found the limit reached.
        if (!ready.IsEmpty && !isHeldBack())
        {
            AddWorker();
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
