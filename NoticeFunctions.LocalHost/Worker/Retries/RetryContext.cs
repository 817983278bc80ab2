namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which try of an invocation this is, where the function has a <see cref="RetryAttribute"/>.</summary>
public abstract class RetryContext
{
    /// <summary>How often the function has been run again so far: 0 at the first run.</summary>
    public abstract int RetryCount { get; }

    /// <summary>How often it is run again at most; -1 has no limit.</summary>
    public abstract int MaxRetryCount { get; }
}
