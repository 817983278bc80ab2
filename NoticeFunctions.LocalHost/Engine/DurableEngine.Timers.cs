using NoticeFunctions.LocalHost.Engine.History;
using NoticeFunctions.LocalHost.Engine.Instances;
using NoticeFunctions.LocalHost.Engine.Scheduling;

namespace NoticeFunctions.LocalHost.Engine;

/// <summary>Timers of instances, and what recovery takes up again.</summary>
internal sealed partial class DurableEngine
{
    private void Arm(OrchestrationInstance instance, int generation, int taskId, DateTime due)
    {
        TimerEntry entry = new(instance, generation, taskId, due);
        lock (instance.Gate)
        {
            entry.Next = instance.Timers;
            instance.Timers = entry;
        }

        timers.Arm(entry);
    }

    private void Cancel(OrchestrationInstance instance, int generation, int taskId)
    {
        TimerEntry? entry;
        lock (instance.Gate)
        {
            entry = Unlink(instance, timer => timer.TaskId == taskId && timer.Generation == generation);
        }

        if (entry is not null)
        {
            timers.Cancel(entry);
        }
    }

    private void GiveUpTimers(OrchestrationInstance instance)
    {
        for (TimerEntry? entry = instance.Timers; entry is not null; entry = entry.Next)
        {
            timers.Cancel(entry);
        }

        instance.Timers = null;
    }

    private void Fire(TimerEntry entry)
    {
        if (entry.Instance is not { } instance)
        {
            return;
        }

        lock (instance.Gate)
        {
            Unlink(instance, timer => timer == entry);
            if (instance.IsGone || instance.Status.IsFinished() || instance.Generation != entry.Generation)
            {
                return;
            }

            metrics.Served(entry.Due, Now);

            if (entry.TaskId == TimerEntry.StartTask)
            {
                instance.IsHeld = false;
            }
            else
            {
                instance.Receive(new Message(0, new TimerFired(Now, entry.TaskId, entry.Due)));
            }

            turns.Schedule(instance);
        }
    }

    private static TimerEntry? Unlink(OrchestrationInstance instance, Func<TimerEntry, bool> wanted)
    {
        TimerEntry? before = null;
        for (TimerEntry? entry = instance.Timers; entry is not null; before = entry, entry = entry.Next)
        {
            if (!wanted(entry))
            {
                continue;
            }

            if (before is null)
            {
                instance.Timers = entry.Next;
            }
            else
            {
                before.Next = entry.Next;
            }

            return entry;
        }

        return null;
    }

    /// <summary>After recovery: what was committed and not finished is begun again.</summary>
    private void Resume(OrchestrationInstance instance, OpenRequests requests)
    {
        IReadOnlyList<OutgoingEvent> open = requests.Of(instance.History);
        instance.Compact();
        BeginOpen(instance, open);
        Begin(instance);
    }

    private void BeginOpen(OrchestrationInstance instance, IEnumerable<OutgoingEvent> open)
    {
        foreach (OutgoingEvent request in open)
        {
            switch (request)
            {
                case TaskScheduled e: activities.Enqueue(new ActivityWork(instance, e.TaskId, e.Name, e.Input)); break;
                case TimerCreated e: Arm(instance, instance.Generation, e.TaskId, e.FireAt); break;
            }
        }
    }

    /// <summary>Queues the first turn, or holds it back until the delayed start is due.</summary>
    private void Begin(OrchestrationInstance instance)
    {
        DateTime? delayedUntil = instance.Status == InstanceStatus.Pending ? instance.Start.ScheduledStart : null;
        bool isDelayed = delayedUntil > Now;
        lock (instance.Gate)
        {
            instance.IsHeld = isDelayed || InstanceIds.IsEntity(instance.Id);
            turns.Schedule(instance);
        }

        if (isDelayed)
        {
            Arm(instance, instance.Generation, TimerEntry.StartTask, delayedUntil!.Value);
        }
    }
}
