namespace Microsoft.DurableTask.Client;

/// <summary>What a purge has done.</summary>
public class PurgeResult
{
    /// <summary>A result of which it is unknown whether it is all.</summary>
    /// <param name="count">How many instances were forgotten.</param>
    public PurgeResult(int count)
        : this(count, isComplete: null)
    {
    }

    /// <summary>A result.</summary>
    /// <param name="count">How many instances were forgotten; not negative.</param>
    /// <param name="isComplete">Whether none that the filter takes is left; null when unknown.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public PurgeResult(int count, bool? isComplete)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        PurgedInstanceCount = count;
        IsComplete = isComplete;
    }

    /// <summary>How many instances were forgotten.</summary>
    public int PurgedInstanceCount { get; }

    /// <summary>Whether none that the filter takes is left; null when unknown.</summary>
    public bool? IsComplete { get; }
}
