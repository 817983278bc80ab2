namespace Microsoft.DurableTask;

/// <summary>What an activity may know of its call. An activity runs at least once: the same call may come again after a crash.</summary>
public abstract class TaskActivityContext
{
    /// <summary>The activity's name.</summary>
    public abstract TaskName Name { get; }

    /// <summary>The id of the orchestration that calls.</summary>
    public abstract string InstanceId { get; }

    /// <summary>The version asked for, empty when the call names none.</summary>
    public virtual string Version => string.Empty;
}
