using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NoticeFunctions.LocalHost.Hosting.Discovery;
using NoticeFunctions.LocalHost.Hosting.Invocation;

namespace NoticeFunctions.LocalHost.Hosting.Timers;

/// <summary>Fires the app's timers while the host runs; at its end it waits for the runs that have begun.</summary>
internal sealed class TimerService(
    IReadOnlyList<(FunctionDescriptor Function, TimerPlan Plan)> timers,
    InvocationPipeline pipeline,
    ITimerStatusStore statuses,
    TimeProvider time,
    ILogger<TimerService> logger) : IHostedService, IDisposable
{
    private readonly BackgroundRun run = new();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Off the starting thread: a function that computes long before its first await delays nobody.
        run.Start(timers.Select(timer => Task.Run(() => Runner(timer.Function, timer.Plan).RunAsync(run.Stopping), CancellationToken.None)));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => run.StopAsync(cancellationToken);

    public void Dispose() => run.Dispose();

    private TimerRunner Runner(FunctionDescriptor function, TimerPlan plan)
        => new(plan, info => InvokeAsync(function, info), statuses, time, logger);

    private async Task InvokeAsync(FunctionDescriptor function, TimerInfo info)
    {
        try
        {
            await pipeline.InvokeAsync(function, info, run.GiveUp);
        }
        catch (Exception e)
        {
            logger.TimerFunctionFailed(function.Name, e);
        }
    }
}
