namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs a failed function again after waits that double.</summary>
public sealed class ExponentialBackoffRetryAttribute : RetryAttribute
{
    /// <summary>Retries ever more slowly.</summary>
    /// <param name="maxRetryCount">How often the function is run again at most; -1 has no limit.</param>
    /// <param name="minimumInterval">The first wait, as <c>hh:mm:ss</c>.</param>
    /// <param name="maximumInterval">The longest wait, as <c>hh:mm:ss</c>.</param>
    public ExponentialBackoffRetryAttribute(int maxRetryCount, string minimumInterval, string maximumInterval)
    {
        MaxRetryCount = maxRetryCount;
        MinimumInterval = minimumInterval;
        MaximumInterval = maximumInterval;
    }

    /// <summary>The first wait, as <c>hh:mm:ss</c>.</summary>
    public string MinimumInterval { get; }

    /// <summary>The longest wait, as <c>hh:mm:ss</c>.</summary>
    public string MaximumInterval { get; }
}
