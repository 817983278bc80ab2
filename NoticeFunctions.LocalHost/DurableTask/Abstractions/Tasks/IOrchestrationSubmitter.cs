namespace Microsoft.DurableTask.Internal;

/// <summary>Whatever starts orchestrations.</summary>
public interface IOrchestrationSubmitter
{
    /// <summary>Starts an orchestration.</summary>
    /// <param name="orchestratorName">The orchestrator.</param>
    /// <param name="input">Its serializable input.</param>
    /// <param name="options">Id, start time, version and more.</param>
    /// <param name="cancellation">Gives the start up; it may have happened all the same.</param>
    /// <returns>The instance's id.</returns>
    Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default);
}
