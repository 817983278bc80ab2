using System.Diagnostics.CodeAnalysis;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.LocalHost.Engine;
using NoticeFunctions.LocalHost.Hosting.Discovery;
using NoticeFunctions.LocalHost.Hosting.Invocation;

namespace NoticeFunctions.LocalHost.Hosting.Durable;

/// <summary>The app's orchestrators and activities, behind the worker's middleware, as the engine calls them.</summary>
internal sealed class DurableFunctions : IDurableFunctions
{
    private readonly Dictionary<string, OrchestratorFunction> orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ActivityFunction> activities = new(StringComparer.OrdinalIgnoreCase);

    public DurableFunctions(IEnumerable<FunctionDescriptor> functions, InvocationPipeline pipeline)
    {
        foreach (FunctionDescriptor function in functions)
        {
            if (function.Trigger is OrchestrationTriggerAttribute)
            {
                orchestrators.Add(function.Name, context => pipeline.InvokeAsync(function, context, CancellationToken.None));
            }
            else if (function.Trigger is ActivityTriggerAttribute)
            {
                activities.Add(function.Name, (invocation, cancellation) => pipeline.InvokeAsync(function, invocation, cancellation));
            }
        }
    }

    public IReadOnlyCollection<string> OrchestratorNames => orchestrators.Keys;

    public IReadOnlyCollection<string> ActivityNames => activities.Keys;

    public bool TryGetOrchestrator(string name, [NotNullWhen(true)] out OrchestratorFunction? function) => orchestrators.TryGetValue(name, out function);

    public bool TryGetActivity(string name, [NotNullWhen(true)] out ActivityFunction? function) => activities.TryGetValue(name, out function);
}
