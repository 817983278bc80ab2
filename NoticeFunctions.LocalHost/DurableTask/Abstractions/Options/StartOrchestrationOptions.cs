using System.Collections.ObjectModel;

namespace Microsoft.DurableTask;

/// <summary>How a client starts an orchestration.</summary>
public record StartOrchestrationOptions
{
    /// <summary>Options with the most used members.</summary>
    /// <param name="InstanceId">The id; null makes a random one.</param>
    /// <param name="StartAt">When to begin; null or an instant in the past is now.</param>
    public StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
    {
        this.InstanceId = InstanceId;
        this.StartAt = StartAt;
    }

    /// <summary>A copy.</summary>
    /// <param name="options">What to copy.</param>
    public StartOrchestrationOptions(StartOrchestrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
        StartAt = options.StartAt;
        Tags = options.Tags;
        Version = options.Version;
        DedupeStatuses = options.DedupeStatuses;
    }

    /// <summary>The id; null makes a random one.</summary>
    public string? InstanceId { get; init; }

    /// <summary>When to begin; until then the instance is Pending.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Labels that stay with the instance.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The version to run as; null is the host's default.</summary>
    public TaskVersion? Version { get; init; }

    /// <summary>
    /// Names of the statuses in which an instance of the same id makes the start fail. In a status left out it is replaced, even a running
    /// one.
    /// </summary>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}
