using System.Runtime.CompilerServices;
using NoticeFunctions.LocalHost.Engine.History;
using NoticeFunctions.LocalHost.Engine.Instances;
using NoticeFunctions.LocalHost.Journal;

namespace NoticeFunctions.LocalHost.Engine;

/// <summary>What a client may ask. Whatever changes an instance returns only when the change is committed.</summary>
internal sealed partial class DurableEngine
{
    /// <summary>Starts an instance, or replaces the one of that id where <paramref name="mayReplace"/> allows its status.</summary>
    /// <exception cref="InstanceExistsException">The id is taken.</exception>
    /// <exception cref="EngineUnavailableException">It can't be made durable at present. It may yet have been begun.</exception>
    public async Task StartInstanceAsync(
        string instanceId, ExecutionStarted start, Func<InstanceStatus, bool> mayReplace, CancellationToken cancellation)
    {
        journal.Admit();
        start = start with { Timestamp = Now, Version = start.Version ?? options.DefaultVersion };
        (OrchestrationInstance instance, long sequence) = AppendCreated(instanceId, start, mayReplace);
        Begin(instance);
        await journal.CommittedAsync(sequence, cancellation);
    }

    /// <summary>The instance as it is durably, or null: "there is none" is said only while the storage is there, as it is with any other.</summary>
    /// <exception cref="EngineUnavailableException">The storage isn't there.</exception>
    public async Task<InstanceSnapshot?> GetAsync(string instanceId, bool withPayloads, CancellationToken cancellation)
    {
        if (table.TryGet(instanceId, out OrchestrationInstance? instance) && await ReadAsync(instance, withPayloads, cancellation) is { } snapshot)
        {
            return snapshot;
        }

        await journal.ProbeAsync(cancellation);
        return null;
    }

    /// <summary>All instances from <paramref name="fromId"/> on that <paramref name="wanted"/> accepts, ordered by id.</summary>
    public async IAsyncEnumerable<InstanceSnapshot> ListAsync(
        string? idPrefix,
        string? fromId,
        Func<InstanceSnapshot, bool> wanted,
        bool withPayloads,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        IEnumerable<OrchestrationInstance> candidates = table.Each
            .Where(instance => idPrefix is null || instance.Id.StartsWith(idPrefix, StringComparison.Ordinal))
            .Where(instance => fromId is null || string.CompareOrdinal(instance.Id, fromId) >= 0)
            .OrderBy(instance => instance.Id, StringComparer.Ordinal);
        foreach (OrchestrationInstance instance in candidates)
        {
            if (await ReadAsync(instance, withPayloads, cancellation) is { } snapshot && wanted(snapshot))
            {
                yield return snapshot;
            }
        }
    }

    /// <summary>Waits until the instance has <paramref name="awaited"/> durably; also for one that does not exist yet.</summary>
    public async Task<InstanceSnapshot> WaitAsync(
        string instanceId, Func<InstanceStatus, bool> awaited, bool withPayloads, CancellationToken cancellation)
    {
        while (true)
        {
            InstanceSnapshot? snapshot = await GetAsync(instanceId, withPayloads, cancellation);
            if (snapshot is not null && awaited(snapshot.Status))
            {
                return snapshot;
            }

            if (!table.TryGet(instanceId, out OrchestrationInstance? instance))
            {
                // Nobody tells when an unknown id appears.
                await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellation);
                continue;
            }

            StatusWaiter waiter = new(awaited);
            lock (instance.Gate)
            {
                if (instance.IsGone || awaited(instance.Status))
                {
                    waiter.LookAgain();
                }
                else
                {
                    (instance.Waiters ??= []).Add(waiter);
                }
            }

            await waiter.Reached.WaitAsync(cancellation);
        }
    }

    /// <summary>Forgets a finished instance.</summary>
    public async Task<Reply> PurgeAsync(string instanceId, CancellationToken cancellation)
    {
        (Reply result, long sequence) = AppendPurge(instanceId);
        await journal.CommittedAsync(sequence, cancellation);
        return result;
    }

    /// <summary>Forgets those of the finished instances that <paramref name="wanted"/> accepts, in as few commits as they fit in.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> PurgeAllAsync(Func<InstanceSnapshot, bool> wanted, CancellationToken cancellation)
    {
        int purged = 0;
        long last = 0;
        foreach (OrchestrationInstance instance in table.Each)
        {
            // Most are not finished, and then nothing more is asked about them.
            if (instance.Status.IsFinished() && await ReadAsync(instance, withPayloads: false, cancellation) is { } snapshot && wanted(snapshot))
            {
                (Reply reply, long sequence) = AppendPurge(snapshot.Id);
                purged += reply.Result == MessageResult.Done ? 1 : 0;
                last = Math.Max(last, sequence);
            }
        }

        await journal.CommittedAsync(last, cancellation);
        return purged;
    }

    /// <summary>The events of the present generation, as they are durably; null for an unknown instance.</summary>
    public async Task<byte[]?> GetHistoryAsync(string instanceId, CancellationToken cancellation)
    {
        if (!table.TryGet(instanceId, out OrchestrationInstance? instance))
        {
            return null;
        }

        byte[] history;
        long sequence;
        lock (instance.Gate)
        {
            history = instance.History.ToArray();
            sequence = instance.LastSequence;
        }

        await journal.CommittedAsync(sequence, cancellation);
        return history;
    }

    private (Reply Reply, long Sequence) AppendPurge(string instanceId)
    {
        journal.Admit();
        if (!table.TryGet(instanceId, out OrchestrationInstance? instance))
        {
            return (Reply.Unknown, 0);
        }

        ByteWriter record = new();
        InstanceRecords.WritePurged(record, instanceId);
        lock (instance.Gate)
        {
            if (instance.IsGone)
            {
                return (Reply.Unknown, 0);
            }

            if (!instance.Status.IsFinished())
            {
                return (new Reply(MessageResult.WrongStatus, instance.Status), 0);
            }

            Leave(instance);
            table.Remove(instance);
            return (new Reply(MessageResult.Done, instance.Status), journal.Append(record.Written, null));
        }
    }

    /// <summary>False: the present instance went away meanwhile, so that the id may be free.</summary>
    private bool TryReplace(OrchestrationInstance present, OrchestrationInstance by, Func<InstanceStatus, bool> mayReplace)
    {
        lock (present.Gate)
        {
            if (present.IsGone)
            {
                return false;
            }

            if (!mayReplace(present.Status))
            {
                throw new InstanceExistsException(present.Id, present.Status);
            }

            Leave(present);
            return table.TryReplace(present, by);
        }
    }

    /// <summary>The instance is no more: who waits for it looks again, and its timers are given up.</summary>
    private void Leave(OrchestrationInstance instance)
    {
        instance.IsGone = true;
        instance.Waiters?.ForEach(waiter => waiter.LookAgain());
        instance.Waiters = null;
        GiveUpTimers(instance);
    }

    private async Task<InstanceSnapshot?> ReadAsync(OrchestrationInstance instance, bool withPayloads, CancellationToken cancellation)
    {
        InstanceSnapshot snapshot;
        long sequence;
        lock (instance.Gate)
        {
            if (instance.IsGone || instance.LastSequence == OrchestrationInstance.NotAppended)
            {
                return null;
            }

            snapshot = instance.Snapshot(withPayloads);
            sequence = instance.LastSequence;
        }

        await journal.CommittedAsync(sequence, cancellation);
        return snapshot;
    }
}
