using System.Collections.ObjectModel;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask;

/// <summary>
/// What an orchestrator works with. An orchestrator is run again from its beginning at every turn, its finished steps answered from history:
/// so it takes time, ids and outside facts only from here, awaits only tasks made here, and does no I/O. Every member must be called on the
/// orchestrator's own thread; anything foreign that is awaited fails the orchestration.
/// </summary>
public abstract partial class TaskOrchestrationContext
{
    /// <summary>The orchestrator's name.</summary>
    public abstract TaskName Name { get; }

    /// <summary>The instance's id; it stays the same when the orchestration continues as new.</summary>
    public abstract string InstanceId { get; }

    /// <summary>The orchestration that started this one as a child, or null.</summary>
    public abstract ParentOrchestrationInstance? Parent { get; }

    /// <summary>The instant (UTC) at which the present turn began: the same at every replay, and it stands still within a turn.</summary>
    public abstract DateTime CurrentUtcDateTime { get; }

    /// <summary>True while steps are answered from history, false when new ground is reached.</summary>
    public abstract bool IsReplaying { get; }

    /// <summary>The version that the instance was started with, empty when none was given.</summary>
    public virtual string Version => string.Empty;

    /// <summary>Settings that the host hands to orchestrations; empty unless it does.</summary>
    public virtual IReadOnlyDictionary<string, object?> Properties => ReadOnlyDictionary<string, object?>.Empty;

    /// <summary>Makes the loggers that the replay-safe ones wrap.</summary>
    protected abstract ILoggerFactory LoggerFactory { get; }

    /// <summary>The instance's input read as <typeparamref name="T"/>.</summary>
    /// <typeparam name="T">The type that the input's JSON is read as.</typeparam>
    /// <returns>The input, or the type's default when there is none.</returns>
    public abstract T? GetInput<T>();

    /// <summary>
    /// Starts the orchestration over under the same id with a new input and an empty history, once the orchestrator has returned. Steps that
    /// are still open are dropped. Calling it a second time replaces what was said before.
    /// </summary>
    /// <param name="newInput">The next generation's input.</param>
    /// <param name="preserveUnprocessedEvents">
    /// True hands received but unread events to the next generation, in order; false drops them.
    /// </param>
    public abstract void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true);

    /// <summary>As <see cref="ContinueAsNew(object?, bool)"/>; here the next generation can also have another version.</summary>
    /// <param name="options">The next generation's input and version, and whether it gets the unread events.</param>
    /// <exception cref="NotSupportedException">A new version is asked of a context that can't change it.</exception>
    public virtual void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.NewVersion is not null)
        {
            throw new NotSupportedException($"{GetType()} can't continue as another version.");
        }

        ContinueAsNew(options.NewInput, options.PreserveUnprocessedEvents);
    }

    /// <summary>A GUID that is new to this step and the same at every replay (name-based, RFC 9562 version 5).</summary>
    public abstract Guid NewGuid();

    /// <summary>
    /// Sets what status queries show as the custom status; it becomes visible when the turn is committed. More than 8,192 characters of JSON
    /// fail the orchestration.
    /// </summary>
    /// <param name="customStatus">A serializable value; null clears it.</param>
    public abstract void SetCustomStatus(object? customStatus);

    /// <summary>Where <see cref="Version"/> stands next to <paramref name="version"/>.</summary>
    /// <param name="version">The version to compare with.</param>
    /// <returns>Negative when this instance's version comes first, zero when they are level, positive when it comes later.</returns>
    public virtual int CompareVersionTo(string version) => Abstractions.TaskOrchestrationVersioningUtils.CompareVersions(Version, version);
}
