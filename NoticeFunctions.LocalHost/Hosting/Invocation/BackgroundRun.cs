namespace NoticeFunctions.LocalHost.Hosting.Invocation;

/// <summary>What a trigger without requests does while the host runs. At its end, what has begun is waited for, and given up when the host waits no longer.</summary>
internal sealed class BackgroundRun : IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource giveUp = new();
    private Task running = Task.CompletedTask;

    /// <summary>Cancelled when nothing new may begin.</summary>
    public CancellationToken Stopping => stopping.Token;

    /// <summary>Cancelled when what has begun must end.</summary>
    public CancellationToken GiveUp => giveUp.Token;

    /// <summary>What runs until it is stopped.</summary>
    public void Start(IEnumerable<Task> runs) => running = Task.WhenAll(runs);

    /// <summary>Waits for what has begun, at most until <paramref name="cancellation"/>.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        await stopping.CancelAsync();
        await using CancellationTokenRegistration late = cancellation.Register(giveUp.Cancel);
        await running.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        stopping.Dispose();
        giveUp.Dispose();
    }
}
