using Microsoft.DurableTask;

namespace NoticeFunctions.LocalHost.Engine.Execution;

/// <summary>Repeats a failed call inside the orchestrator, with durable timers between the attempts.</summary>
internal static class Retries
{
    /// <remarks>
    /// As on the real host, the wait also follows the last attempt, before its failure reaches the orchestrator:
    /// histories stay the same on both.
    /// </remarks>
    public static async Task<T> ByPolicyAsync<T>(TaskOrchestrationContext context, RetryPolicy policy, Func<Task<T>> call)
    {
        DateTime first = context.CurrentUtcDateTime;
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (TaskFailedException failure)
            {
                TimeSpan wait = WaitAfter(policy, attempt, failure, context.CurrentUtcDateTime - first);
                if (wait == TimeSpan.Zero)
                {
                    throw;
                }

                await context.CreateTimer(wait, CancellationToken.None);
                if (attempt + 1 >= policy.MaxNumberOfAttempts)
                {
                    throw;
                }
            }
        }
    }

    public static async Task<T> ByHandlerAsync<T>(TaskOrchestrationContext context, AsyncRetryHandler handler, Func<Task<T>> call)
    {
        DateTime first = context.CurrentUtcDateTime;
        for (int failures = 1; ; failures++)
        {
            try
            {
                return await call();
            }
            catch (TaskFailedException failure)
            {
                RetryContext retry = new(context, failures, failure.FailureDetails, context.CurrentUtcDateTime - first, CancellationToken.None);
                if (!await handler(retry))
                {
                    throw;
                }
            }
        }
    }

    /// <summary>Zero: the policy does not want another attempt.</summary>
    private static TimeSpan WaitAfter(RetryPolicy policy, int attempt, TaskFailedException failure, TimeSpan sinceFirst)
    {
        if (!policy.Handle(failure) || (policy.RetryTimeout != Timeout.InfiniteTimeSpan && sinceFirst >= policy.RetryTimeout))
        {
            return TimeSpan.Zero;
        }

        double milliseconds = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, attempt);
        double longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? double.MaxValue : policy.MaxRetryInterval.TotalMilliseconds;
        return TimeSpan.FromMilliseconds(Math.Min(Math.Min(milliseconds, longest), TimeSpan.MaxValue.TotalMilliseconds / 2));
    }
}
