namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>How many of a trigger's events one invocation gets.</summary>
public enum Cardinality
{
    /// <summary>As many as there are, in an array.</summary>
    Many = 0,

    /// <summary>One.</summary>
    One = 1,
}
