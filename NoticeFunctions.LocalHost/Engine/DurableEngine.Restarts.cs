using NoticeFunctions.LocalHost.Engine.History;
using NoticeFunctions.LocalHost.Engine.Instances;

namespace NoticeFunctions.LocalHost.Engine;

/// <summary>How an instance begins again: from its input, or from before its failure.</summary>
internal sealed partial class DurableEngine
{
    /// <summary>Starts an instance's orchestrator again with its input: under a new random id, or, once it has ended, under its own.</summary>
    /// <returns>The id that was started; null for an unknown instance.</returns>
    /// <exception cref="InstanceExistsException">It is to have its own id again and has not ended.</exception>
    public async Task<string?> RestartAsync(string instanceId, bool withNewId, CancellationToken cancellation)
    {
        if (await GetAsync(instanceId, withPayloads: true, cancellation) is not { } present)
        {
            return null;
        }

        // As on the real host, no input becomes the JSON null.
        ExecutionStarted start = new(default, present.Name, present.Version, present.Input ?? "null", Parent: null, ScheduledStart: null, Generation: 0, present.Tags);
        string id = withNewId ? Guid.NewGuid().ToString("N") : instanceId;
        await StartInstanceAsync(id, start, static status => status.IsFinished(), cancellation);
        return id;
    }

    /// <summary>
    /// Takes a failed instance back to before its failure: what failed is asked for again, failed sub-orchestrations are rewound with it, and
    /// what succeeded is not repeated.
    /// </summary>
    public async Task<Reply> RewindAsync(string instanceId, string? reason, CancellationToken cancellation)
    {
        if (await GetAsync(instanceId, withPayloads: false, cancellation) is not { } present)
        {
            return Reply.Unknown;
        }

        List<RewindPlan> plans = [];
        if (!table.TryGet(instanceId, out OrchestrationInstance? root) || !TryPlan(root, reason, plans))
        {
            return new Reply(MessageResult.WrongStatus, present.Status);
        }

        journal.Admit();
        ByteWriter records = new();
        foreach (RewindPlan plan in plans)
        {
            InstanceRecords.WriteMessage(records, plan.Instance.Id, plan.Message);
        }

        if (AppendRewound(plans, records) is not { } sequence)
        {
            return new Reply(MessageResult.WrongStatus, root.Status);
        }

        await journal.CommittedAsync(sequence, cancellation);
        plans.ForEach(plan => BeginOpen(plan.Instance, plan.Open));
        return new Reply(MessageResult.Done, present.Status);
    }

    /// <summary>
    /// One append for the whole family: a parent is never rewound without the children that it waits for. The root is the plans' last; whoever
    /// else has rewound it meanwhile was first: null.
    /// </summary>
    private long? AppendRewound(List<RewindPlan> plans, ByteWriter records)
    {
        int entered = passage.Enter();
        try
        {
            long sequence;
            lock (plans[^1].Instance.Gate)
            {
                if (!IsAsPlanned(plans[^1]))
                {
                    return null;
                }

                sequence = journal.Append(records.Written, null);
                Take(plans[^1], sequence);
            }

            foreach (RewindPlan plan in plans.SkipLast(1))
            {
                lock (plan.Instance.Gate)
                {
                    if (IsAsPlanned(plan))
                    {
                        Take(plan, sequence);
                    }
                }
            }

            return sequence;
        }
        finally
        {
            passage.Leave(entered);
        }
    }

    private static bool IsAsPlanned(RewindPlan plan) =>
        plan.Instance is { IsGone: false, Status: InstanceStatus.Failed } && plan.Instance.History.Length == plan.HistoryLength;

    /// <summary>Under the instance's gate.</summary>
    private void Take(RewindPlan plan, long sequence)
    {
        plan.Instance.Rewind(plan.Message);
        plan.Instance.LastSequence = sequence;
        plan.Open = new OpenRequests().Of(plan.Instance.History);
        turns.Schedule(plan.Instance);
    }

    /// <summary>Children first. False: the instance has not failed, so that there is nothing to take back.</summary>
    private bool TryPlan(OrchestrationInstance instance, string? reason, List<RewindPlan> plans)
    {
        byte[] history;
        lock (instance.Gate)
        {
            if (instance is not { IsGone: false, Status: InstanceStatus.Failed })
            {
                return false;
            }

            history = instance.History.ToArray();
        }

        Rewinding rewinding = new(HistoryDump.Events(history), child => IsFailedChild(child, instance));
        ExecutionRewound rewound = rewinding.Find(Now, reason, rewritten => runner.CanReplay(instance.Id, rewritten));
        foreach (string child in rewinding.Children(rewound))
        {
            if (!table.TryGet(child, out OrchestrationInstance? failed) || !TryPlan(failed, reason, plans))
            {
                return false;
            }
        }

        plans.Add(new RewindPlan(instance, new Message(table.NextMessageIds(), rewound), history.Length));
        return true;
    }

    private bool IsFailedChild(string childId, OrchestrationInstance parent) =>
        table.TryGet(childId, out OrchestrationInstance? child) && child.Start.Parent?.InstanceId == parent.Id && child.Status == InstanceStatus.Failed;

    private sealed class RewindPlan(OrchestrationInstance instance, Message message, int historyLength)
    {
        public OrchestrationInstance Instance => instance;

        public Message Message => message;

        /// <summary>Of the history that the plan was made for.</summary>
        public int HistoryLength => historyLength;

        public IReadOnlyList<OutgoingEvent> Open { get; set; } = [];
    }
}
