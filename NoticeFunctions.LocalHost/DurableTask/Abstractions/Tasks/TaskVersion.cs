namespace Microsoft.DurableTask;

/// <summary>
/// The version that an orchestration is started with. Versions are equal when they differ in nothing but case; their order is
/// <see cref="Abstractions.TaskOrchestrationVersioningUtils"/>'s.
/// </summary>
public readonly struct TaskVersion : IEquatable<TaskVersion>
{
    /// <summary>No version at all: equal to an empty one.</summary>
    public static readonly TaskVersion Unversioned;

    private readonly string? version;

    /// <summary>Creates a version; null or empty means <see cref="Unversioned"/>.</summary>
    /// <param name="version">Any text, by custom dotted numbers such as <c>1.0</c>.</param>
    public TaskVersion(string? version) => this.version = string.IsNullOrEmpty(version) ? null : version;

    /// <summary>The version's text, empty when unversioned.</summary>
    public string Version => version ?? string.Empty;

    /// <summary>Takes the text of a version, empty when unversioned.</summary>
    /// <param name="value">The version.</param>
    public static implicit operator string(TaskVersion value) => value.Version;

    /// <summary>Makes a version of a text; null or empty gives <see cref="Unversioned"/>.</summary>
    /// <param name="value">The text.</param>
    public static implicit operator TaskVersion(string? value) => new(value);

    /// <summary>Whether both versions are the same but for case.</summary>
    /// <param name="a">One version.</param>
    /// <param name="b">The other version.</param>
    public static bool operator ==(TaskVersion a, TaskVersion b) => a.Equals(b);

    /// <summary>Whether the versions differ in more than case.</summary>
    /// <param name="a">One version.</param>
    /// <param name="b">The other version.</param>
    public static bool operator !=(TaskVersion a, TaskVersion b) => !a.Equals(b);

    /// <summary>Whether both versions are the same but for case; this says nothing of their order.</summary>
    /// <param name="other">The version to compare with.</param>
    public bool Equals(TaskVersion other) => string.Equals(version, other.version, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether <paramref name="obj"/> is a version that is the same but for case.</summary>
    /// <param name="obj">Anything.</param>
    public override bool Equals(object? obj) => obj is TaskVersion other && Equals(other);

    /// <summary>A hash that ignores case.</summary>
    public override int GetHashCode() => version is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(version);
}
