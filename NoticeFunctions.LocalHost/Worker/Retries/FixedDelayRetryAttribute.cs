namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs a failed function again after the same wait each time.</summary>
public sealed class FixedDelayRetryAttribute : RetryAttribute
{
    /// <summary>Retries at a fixed pace.</summary>
    /// <param name="maxRetryCount">How often the function is run again at most; -1 has no limit.</param>
    /// <param name="delayInterval">The wait, as <c>hh:mm:ss</c>.</param>
    public FixedDelayRetryAttribute(int maxRetryCount, string delayInterval)
    {
        MaxRetryCount = maxRetryCount;
        DelayInterval = delayInterval;
    }

    /// <summary>The wait, as <c>hh:mm:ss</c>.</summary>
    public string DelayInterval { get; }
}
