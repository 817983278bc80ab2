using NoticeFunctions.LocalHost.Engine.Instances;

namespace NoticeFunctions.LocalHost.Engine.Scheduling;

/// <summary>A timer that is armed for an instance.</summary>
/// <param name="instance">Whose timer it is.</param>
/// <param name="generation">The instance's generation that armed it.</param>
/// <param name="taskId">The timer's number within the generation; <see cref="StartTask"/> for a delayed start.</param>
/// <param name="due">Never fired before this instant, UTC.</param>
internal sealed class TimerEntry(OrchestrationInstance instance, int generation, int taskId, DateTime due)
{
    public const int StartTask = -1;

    /// <summary>Null once it is cancelled, so that a far due instant keeps nothing in memory.</summary>
    public OrchestrationInstance? Instance { get; set; } = instance;

    public int Generation => generation;

    public int TaskId => taskId;

    public DateTime Due => due;

    /// <summary>The next armed timer of the same instance.</summary>
    public TimerEntry? Next { get; set; }
}

/// <summary>
/// All timers of the host in the order of their due instants, with one clock timer armed for the first. A timer is never early; those due
/// together are handed over in the order of due instant, then of arming.
/// </summary>
internal sealed class TimerQueue : IDisposable
{
    /// <summary>The clock may be set while we wait, and system timers have an upper bound: look again after this at the latest.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private readonly TimeProvider time;
    private readonly Action<TimerEntry> fire;
    private readonly Lock gate = new();
    private readonly PriorityQueue<TimerEntry, (long Due, long Order)> queue = new();
    private readonly ITimer clock;
    private DateTime? armedFor;
    private long order;
    private int cancelled;
    private bool held = true;
    private bool stopped;

    public TimerQueue(TimeProvider time, Action<TimerEntry> fire)
    {
        this.time = time;
        this.fire = fire;
        clock = time.CreateTimer(_ => FireDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The earliest due instant, for tests that move their clock there.</summary>
    public DateTime? NextDue
    {
        get
        {
            lock (gate)
            {
                return FirstLive()?.Due;
            }
        }
    }

    public void Arm(TimerEntry entry)
    {
        lock (gate)
        {
            queue.Enqueue(entry, (entry.Due.Ticks, order++));
            if (armedFor is null || entry.Due < armedFor)
            {
                Rearm();
            }
        }
    }

    public void Cancel(TimerEntry entry)
    {
        lock (gate)
        {
            if (entry.Instance is null)
            {
                return;
            }

            entry.Instance = null;
            cancelled++;
            if (cancelled > 1000 && cancelled > queue.Count / 2)
            {
                DropCancelled();
            }
        }
    }

    /// <summary>Timers fire from now on: what recovery armed, in whatever order, fires in the order of due instants.</summary>
    public void Start()
    {
        lock (gate)
        {
            held = false;
            Rearm();
        }
    }

    /// <summary>No timer fires any more.</summary>
    public void Stop()
    {
        lock (gate)
        {
            stopped = true;
            Rearm();
        }
    }

    public void Dispose() => clock.Dispose();

    private void FireDue()
    {
        List<TimerEntry> due = [];
        lock (gate)
        {
            DateTime now = time.GetUtcNow().UtcDateTime;
            while (!stopped && !held && FirstLive() is { } first && first.Due <= now)
            {
                queue.Dequeue();
                due.Add(first);
            }

            Rearm();
        }

        foreach (TimerEntry entry in due)
        {
            fire(entry);
        }
    }

    private TimerEntry? FirstLive()
    {
        while (queue.TryPeek(out TimerEntry? first, out _))
        {
            if (first.Instance is not null)
            {
                return first;
            }

            queue.Dequeue();
            cancelled--;
        }

        return null;
    }

    private void Rearm()
    {
        armedFor = stopped || held ? null : FirstLive()?.Due;
        if (armedFor is not { } due)
        {
            clock.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        TimeSpan wait = due - time.GetUtcNow().UtcDateTime;
        // System timers count whole milliseconds and may be a fraction early: round up.
        wait = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Clamp(wait.TotalMilliseconds, 0, LongestWait.TotalMilliseconds)));
        clock.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private void DropCancelled()
    {
        (TimerEntry Element, (long Due, long Order) Priority)[] live = [.. queue.UnorderedItems.Where(item => item.Element.Instance is not null)];
        queue.Clear();
        queue.EnqueueRange(live);
        cancelled = 0;
    }
}
