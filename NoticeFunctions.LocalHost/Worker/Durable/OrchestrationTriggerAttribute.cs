using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Makes the function an orchestrator, and hands over its TaskOrchestrationContext. The function runs again from its beginning at every turn,
/// worker middleware included.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OrchestrationTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>The orchestrator's name; null is the function's.</summary>
    public string? Orchestration { get; set; }
}
