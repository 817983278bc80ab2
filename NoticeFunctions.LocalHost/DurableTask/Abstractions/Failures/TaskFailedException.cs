namespace Microsoft.DurableTask;

/// <summary>Thrown into an orchestrator that awaits an activity or a child orchestration which failed.</summary>
public sealed class TaskFailedException : Exception
{
    /// <summary>A failure with the exception that caused it.</summary>
    /// <param name="taskName">The name of what failed.</param>
    /// <param name="taskId">The number of the step in the orchestration's history.</param>
    /// <param name="innerException">The cause.</param>
    public TaskFailedException(string taskName, int taskId, Exception innerException)
        : base(Describe(taskName, taskId, innerException?.Message), innerException)
    {
        ArgumentNullException.ThrowIfNull(innerException);
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = TaskFailureDetails.FromException(innerException);
    }

    /// <summary>A failure that comes from history.</summary>
    /// <param name="taskName">The name of what failed.</param>
    /// <param name="taskId">The number of the step in the orchestration's history.</param>
    /// <param name="failureDetails">What history says of it.</param>
    public TaskFailedException(string taskName, int taskId, TaskFailureDetails failureDetails)
        : base(Describe(taskName, taskId, failureDetails?.ErrorMessage))
    {
        ArgumentNullException.ThrowIfNull(failureDetails);
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = failureDetails;
    }

    /// <summary>The name of the activity or orchestrator that failed.</summary>
    public string TaskName { get; }

    /// <summary>The number of the step in the orchestration's history.</summary>
    public int TaskId { get; }

    /// <summary>What is known of the failure; the exception itself does not travel through history.</summary>
    public TaskFailureDetails FailureDetails { get; }

    private static string Describe(string taskName, int taskId, string? reason) =>
        $"Task '{taskName}' (#{taskId}) failed with an unhandled exception" + (reason is null ? "." : $": {reason}");
}
