using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask;

namespace NoticeFunctions.LocalHost.Engine;

/// <summary>What the engine may call: the app's orchestrators and activities. Names are case-insensitive.</summary>
internal interface IDurableFunctions
{
    /// <summary>The names of all orchestrators, as the app spells them.</summary>
    IReadOnlyCollection<string> OrchestratorNames { get; }

    /// <summary>The names of all activities, as the app spells them.</summary>
    IReadOnlyCollection<string> ActivityNames { get; }

    /// <summary>Finds an orchestrator by its name.</summary>
    bool TryGetOrchestrator(string name, [NotNullWhen(true)] out OrchestratorFunction? function);

    /// <summary>Finds an activity by its name.</summary>
    bool TryGetActivity(string name, [NotNullWhen(true)] out ActivityFunction? function);
}

/// <summary>
/// Runs the user's orchestrator function (middleware and argument binding included) on the calling thread up to its first await; the result is
/// not yet serialized.
/// </summary>
internal delegate Task<object?> OrchestratorFunction(TaskOrchestrationContext context);

/// <summary>Runs the user's activity; <see cref="ActivityInvocation.SerializedInput"/> is JSON or null; the result is not yet serialized.</summary>
internal delegate Task<object?> ActivityFunction(ActivityInvocation invocation, CancellationToken cancellation);

/// <summary>One call of an activity: <paramref name="TaskId"/> is the number of the step within its orchestration's history.</summary>
internal sealed record ActivityInvocation(string Name, string InstanceId, int TaskId, string? SerializedInput);
