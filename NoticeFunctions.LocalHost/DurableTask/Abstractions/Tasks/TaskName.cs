namespace Microsoft.DurableTask;

/// <summary>
/// The name of an orchestrator or activity. Two names are equal when they differ in nothing but case (ordinal comparison). Strings convert to
/// and from it implicitly.
/// </summary>
public readonly struct TaskName : IEquatable<TaskName>
{
    /// <summary>Creates a name; <see langword="null"/> gives the default value, whose <see cref="Name"/> is null.</summary>
    /// <param name="name">The function's name as its attribute spells it.</param>
    public TaskName(string name) => Name = name;

    /// <summary>The name as it was given, its case kept.</summary>
    public string Name { get; }

    /// <summary>Takes the text of a name.</summary>
    /// <param name="value">The name.</param>
    public static implicit operator string(TaskName value) => value.Name;

    /// <summary>Makes a name of a text; null or empty gives the default value.</summary>
    /// <param name="value">The text.</param>
    public static implicit operator TaskName(string value) => string.IsNullOrEmpty(value) ? default : new(value);

    /// <summary>Whether both names are the same but for case.</summary>
    /// <param name="a">One name.</param>
    /// <param name="b">The other name.</param>
    public static bool operator ==(TaskName a, TaskName b) => a.Equals(b);

    /// <summary>Whether the names differ in more than case.</summary>
    /// <param name="a">One name.</param>
    /// <param name="b">The other name.</param>
    public static bool operator !=(TaskName a, TaskName b) => !a.Equals(b);

    /// <summary>Whether both names are the same but for case.</summary>
    /// <param name="other">The name to compare with.</param>
    public bool Equals(TaskName other) => string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether <paramref name="obj"/> is a name that is the same but for case.</summary>
    /// <param name="obj">Anything.</param>
    public override bool Equals(object? obj) => obj is TaskName other && Equals(other);

    /// <summary>A hash that ignores case.</summary>
    public override int GetHashCode() => Name is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(Name);

    /// <summary>The name itself.</summary>
    public override string ToString() => Name;
}
