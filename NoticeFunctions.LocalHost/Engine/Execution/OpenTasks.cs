using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask;

namespace NoticeFunctions.LocalHost.Engine.Execution;

/// <summary>What an orchestrator has asked for and not yet got: activities, sub-orchestrations and timers by their task id.</summary>
internal sealed class OpenTasks
{
    private readonly Dictionary<int, OpenTask> open = [];

    public int Count => open.Count;

    /// <summary>Whether only timers are open, so that nothing will happen before the nearest of them or an event.</summary>
    public bool OnlyTimers => open.Values.All(task => task is TimerTask);

    public DateTime? NearestTimer => open.Values.OfType<TimerTask>().Min(timer => (DateTime?)timer.FireAt);

    public void Add(int taskId, OpenTask task) => open.Add(taskId, task);

    public bool TryRemove(int taskId, [NotNullWhen(true)] out OpenTask? task) => open.Remove(taskId, out task);
}

/// <summary>A task that the orchestrator may await.</summary>
internal abstract class OpenTask
{
    /// <summary>Gives the awaiting orchestrator its result, as JSON.</summary>
    public abstract void Complete(string? result);

    public abstract void Fail(TaskFailureDetails failure);
}

/// <summary>An activity or sub-orchestration.</summary>
internal sealed class CallTask<T>(string name, int taskId, DataConverter converter) : OpenTask
{
    private readonly TaskCompletionSource<T> source = new();

    public Task<T> Task => source.Task;

    public override void Complete(string? result)
    {
        T? value;
        try
        {
            value = result is null ? default : converter.Deserialize<T>(result);
        }
        catch (Exception unreadable)
        {
            // The orchestrator asked for a type that the result does not have: it learns so where it awaits.
            source.SetException(unreadable);
            return;
        }

        source.SetResult(value!);
    }

    public override void Fail(TaskFailureDetails failure) => source.SetException(new TaskFailedException(name, taskId, AsSeen(failure)));

    /// <summary>The real client fills the properties in: orchestrators may rely on them.</summary>
    private static TaskFailureDetails AsSeen(TaskFailureDetails failure) => failure with
    {
        Properties = failure.Properties ?? new Dictionary<string, object?>(),
        InnerFailure = failure.InnerFailure is null ? null : AsSeen(failure.InnerFailure),
    };
}

internal sealed class TimerTask(DateTime fireAt) : OpenTask
{
    private readonly TaskCompletionSource source = new();

    public DateTime FireAt => fireAt;

    public Task Task => source.Task;

    public override void Complete(string? result) => source.TrySetResult();

    public override void Fail(TaskFailureDetails failure) => throw new InvalidOperationException("A timer cannot fail.");

    public void Cancel(CancellationToken cancellation) => source.TrySetCanceled(cancellation);
}
