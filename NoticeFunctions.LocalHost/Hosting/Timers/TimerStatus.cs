namespace NoticeFunctions.LocalHost.Hosting.Timers;

/// <summary>What is remembered of a timer over a restart.</summary>
/// <param name="Last">When it was last due; null before its first time.</param>
/// <param name="Next">When it is due next.</param>
/// <param name="LastUpdated">When this was written.</param>
internal sealed record TimerStatus(DateTimeOffset? Last, DateTimeOffset Next, DateTimeOffset LastUpdated);

/// <summary>Keeps each timer's status, so that a run missed while the host was down is noticed.</summary>
internal interface ITimerStatusStore
{
    Task<TimerStatus?> ReadAsync(string functionName, CancellationToken cancellation);

    Task WriteAsync(string functionName, TimerStatus status, CancellationToken cancellation);
}
