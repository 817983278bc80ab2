using NoticeFunctions.LocalHost.Engine.Instances;

namespace NoticeFunctions.LocalHost.Engine.Scheduling;

/// <summary>An activity that is committed as scheduled and waits for a place.</summary>
internal sealed record ActivityWork(OrchestrationInstance Instance, int TaskId, string Name, string? Input);

/// <summary>
/// Runs activities, a bounded number at once. Instances take turns, and no instance may hold more than three quarters of the places, so
/// that a fan-out of slow calls never shuts the others out.
/// </summary>
internal sealed class ActivityDispatcher(int limit, Func<ActivityWork, Task> run, IdleTracker idle)
{
    private readonly int share = Math.Max(1, limit - Math.Max(1, limit / 4));
    private readonly Lock gate = new();
    private readonly Dictionary<OrchestrationInstance, Line> lines = [];
    private readonly LinkedList<Line> order = [];
    private int running;
    private bool stopped;
    private TaskCompletionSource? drained;

    public void Enqueue(ActivityWork work)
    {
        idle.Enter();
        lock (gate)
        {
            if (!lines.TryGetValue(work.Instance, out Line? line))
            {
                line = new Line();
                lines.Add(work.Instance, line);
            }

            line.Waiting.Enqueue(work);
            if (line.Place.List is null)
            {
                order.AddLast(line.Place);
            }
        }

        StartNext();
    }

    /// <summary>Starts no more activities, and completes when the running ones have ended.</summary>
    public Task StopAsync()
    {
        lock (gate)
        {
            stopped = true;
            if (running == 0)
            {
                return Task.CompletedTask;
            }

            drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return drained.Task;
        }
    }

    private void StartNext()
    {
        while (TakeNext() is { } next)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static state => _ = state.Dispatcher.RunAsync(state.Work), (Dispatcher: this, Work: next), preferLocal: false);
        }
    }

    private ActivityWork? TakeNext()
    {
        lock (gate)
        {
            if (stopped || running == limit)
            {
                return null;
            }

            for (LinkedListNode<Line>? node = order.First; node is not null; node = node.Next)
            {
                Line line = node.Value;
                if (line.Running >= share)
                {
                    continue;
                }

                order.Remove(node);
                ActivityWork work = line.Waiting.Dequeue();
                line.Running++;
                running++;
                if (line.Waiting.Count > 0)
                {
                    order.AddLast(node);
                }

                return work;
            }

            return null;
        }
    }

    private async Task RunAsync(ActivityWork work)
    {
        await run(work);
        lock (gate)
        {
            running--;
            Line line = lines[work.Instance];
            line.Running--;
            if (line is { Running: 0, Waiting.Count: 0 })
            {
                lines.Remove(work.Instance);
            }

            if (stopped && running == 0)
            {
                drained?.TrySetResult();
            }
        }

        idle.Exit();
        StartNext();
    }

    /// <summary>One instance's activities.</summary>
    private sealed class Line
    {
        public Line() => Place = new LinkedListNode<Line>(this);

        public LinkedListNode<Line> Place { get; }

        public Queue<ActivityWork> Waiting { get; } = new();

        public int Running { get; set; }
    }
}
