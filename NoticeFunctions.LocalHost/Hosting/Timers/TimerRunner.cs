using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace NoticeFunctions.LocalHost.Hosting.Timers;

/// <summary>What a timer trigger asks for.</summary>
/// <param name="Function">The function's name.</param>
/// <param name="Schedule">When it fires.</param>
/// <param name="RunOnStartup">Whether it also fires when the host starts.</param>
/// <param name="Monitor">Whether its status is kept over restarts.</param>
internal sealed record TimerPlan(string Function, TimerSchedule Schedule, bool RunOnStartup, bool Monitor);

/// <summary>
/// Fires one timer: never early, never two runs at once. Occurrences that pass during a run are made up for by one run at its end; those
/// missed while the host was down by one run at the start, which is told that it is past due.
/// </summary>
/// <param name="plan">When to fire.</param>
/// <param name="invoke">Calls the function; its failure is its own to log.</param>
/// <param name="statuses">Remembers over restarts.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told when the status can't be kept.</param>
internal sealed class TimerRunner(TimerPlan plan, Func<TimerInfo, Task> invoke, ITimerStatusStore statuses, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    /// <summary>Runs until cancelled; a run that has begun is finished.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            TimerStatus status = await ReadAsync(stopping);
            bool pastDue = status.Next < time.GetUtcNow();
            if (pastDue || plan.RunOnStartup)
            {
                status = await FireAsync(status, pastDue, stopping);
            }

            while (true)
            {
                await WaitUntilAsync(status.Next, stopping);
                status = await FireAsync(status, pastDue: false, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host ends.
        }
    }

    private async Task WaitUntilAsync(DateTimeOffset due, CancellationToken stopping)
    {
        for (TimeSpan left = due - time.GetUtcNow(); left > TimeSpan.Zero; left = due - time.GetUtcNow())
        {
            await Task.Delay(left < LongestDelay ? left : LongestDelay, time, stopping);
        }

        stopping.ThrowIfCancellationRequested();
    }

    private async Task<TimerStatus> FireAsync(TimerStatus status, bool pastDue, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        DateTimeOffset begun = time.GetUtcNow();
        TimerStatus after = new(begun, plan.Schedule.Next(begun), begun);
        await invoke(new TimerInfo { IsPastDue = pastDue, ScheduleStatus = plan.Monitor ? Shown(status, after) : null });
        await WriteAsync(after, CancellationToken.None);
        return after;
    }

    private static ScheduleStatus Shown(TimerStatus status, TimerStatus after) => new()
    {
        Last = status.Last?.UtcDateTime ?? default,
        Next = after.Next.UtcDateTime,
        LastUpdated = status.LastUpdated.UtcDateTime,
    };

    private async Task<TimerStatus> ReadAsync(CancellationToken stopping)
    {
        DateTimeOffset now = time.GetUtcNow();
        TimerStatus anew = new(null, plan.Schedule.Next(now), now);
        try
        {
            TimerStatus? kept = plan.Monitor ? await statuses.ReadAsync(plan.Function, stopping) : null;
            // What another schedule would have done is not missed.
            if (kept is not null && kept.Next == plan.Schedule.Next(kept.Last ?? kept.LastUpdated))
            {
                return kept;
            }

            await WriteAsync(anew, stopping);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.TimerStatusNotKept(plan.Function, e);
        }

        return anew;
    }

    private async Task WriteAsync(TimerStatus status, CancellationToken cancellation)
    {
        try
        {
            await (plan.Monitor ? statuses.WriteAsync(plan.Function, status, cancellation) : Task.CompletedTask);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.TimerStatusNotKept(plan.Function, e);
        }
    }
}
