using Microsoft.DurableTask;
using NoticeFunctions.LocalHost.Engine.History;

namespace NoticeFunctions.LocalHost.Engine.Instances;

/// <summary>What an instance was at one moment, all of it committed.</summary>
internal sealed record InstanceSnapshot(
    string Id,
    string Name,
    InstanceStatus Status,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    string? Input,
    string? Output,
    string? CustomStatus,
    TaskFailureDetails? Failure,
    string? Version,
    IReadOnlyDictionary<string, string>? Tags);
