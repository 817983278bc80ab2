using System.ComponentModel;

namespace Microsoft.DurableTask;

/// <summary>
/// Retries by rule: the wait before attempt n + 1 is the first interval times the coefficient to the power of n - 1, no more than the longest
/// interval. The waits are durable timers.
/// </summary>
public class RetryPolicy
{
    /// <summary>Makes a policy.</summary>
    /// <param name="maxNumberOfAttempts">How often to try altogether, the first time included; at least 1.</param>
    /// <param name="firstRetryInterval">The wait after the first failure; more than zero.</param>
    /// <param name="backoffCoefficient">What each further wait is multiplied by; at least 1.</param>
    /// <param name="maxRetryInterval">The longest wait: one hour unless given, <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <param name="retryTimeout">
    /// How long after the first attempt a retry may still begin: <see cref="Timeout.InfiniteTimeSpan"/>, no limit, unless given.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A value is below its least, or a limit is shorter than the first interval.
    /// </exception>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumberOfAttempts);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoffCoefficient, 1.0);
        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = Limit(maxRetryInterval ?? TimeSpan.FromHours(1), isDefault: maxRetryInterval is null, nameof(maxRetryInterval));
        RetryTimeout = Limit(retryTimeout ?? Timeout.InfiniteTimeSpan, isDefault: retryTimeout is null, nameof(retryTimeout));
    }

    /// <summary>How often to try altogether, the first time included.</summary>
    public int MaxNumberOfAttempts { get; }

    /// <summary>The wait after the first failure.</summary>
    public TimeSpan FirstRetryInterval { get; }

    /// <summary>What each further wait is multiplied by.</summary>
    public double BackoffCoefficient { get; }

    /// <summary>The longest wait; <see cref="Timeout.InfiniteTimeSpan"/> when there is no limit.</summary>
    public TimeSpan MaxRetryInterval { get; }

    /// <summary>How long after the first attempt a retry may still begin; <see cref="Timeout.InfiniteTimeSpan"/> when there is no limit.</summary>
    public TimeSpan RetryTimeout { get; }

    /// <summary>Whether a failure is retried at all; always true unless <see cref="HandleFailure"/> was given.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Func<Exception, bool> Handle { get; private init; } = static _ => true;

    /// <summary>
    /// Says by a failure's details whether it is retried. It is asked within the orchestrator at every replay, so its answer must depend on the
    /// details alone.
    /// </summary>
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            Handle = exception => value((exception as TaskFailedException)?.FailureDetails ?? TaskFailureDetails.FromException(exception));
        }
    }

    private TimeSpan Limit(TimeSpan value, bool isDefault, string name) =>
        isDefault || value == Timeout.InfiniteTimeSpan || value >= FirstRetryInterval
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must not be shorter than {nameof(FirstRetryInterval)}, {FirstRetryInterval}.");
}
