namespace Microsoft.DurableTask;

/// <summary>Says after a failure whether the call is made again, at once.</summary>
/// <param name="retryContext">What has failed, and how often.</param>
/// <returns>True to try again, false to let the failure through.</returns>
public delegate bool RetryHandler(RetryContext retryContext);

/// <summary>
/// Says after a failure whether the call is made again. It runs within the orchestrator: it is replayed, and waits only by the context's
/// timers.
/// </summary>
/// <param name="retryContext">What has failed, and how often.</param>
/// <returns>True to try again, false to let the failure through.</returns>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);
