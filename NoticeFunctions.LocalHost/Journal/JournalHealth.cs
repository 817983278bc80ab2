namespace NoticeFunctions.LocalHost.Journal;

/// <summary>Whether the journal's storage keeps up, told by the appends alone. The journal's writer reports, anybody may ask.</summary>
internal sealed class JournalHealth : IDisposable
{
    private readonly JournalLimits limits;
    private readonly TimeProvider time;
    private readonly Action onStalled;
    private readonly Lock gate = new();
    private readonly ITimer watch;
    private volatile EngineUnavailableException? trouble;
    private bool appending;
    private long begun;

    public JournalHealth(JournalLimits limits, TimeProvider time, Action onStalled)
    {
        this.limits = limits;
        this.time = time;
        this.onStalled = onStalled;
        watch = time.CreateTimer(_ => Watch(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Why new work is refused; null while all is well.</summary>
    public EngineUnavailableException? Trouble => trouble;

    /// <summary>Whether the present append has taken longer than anybody who waits for it should.</summary>
    public bool IsStalled { get; private set; }

    public void AppendBegins()
    {
        lock (gate)
        {
            appending = true;
            begun = time.GetTimestamp();
            watch.Change(limits.SlowAfter, Timeout.InfiniteTimeSpan);
        }
    }

    public void AppendFailed(Exception reason) =>
        trouble = new EngineUnavailableException("The storage of the durable functions doesn't take what is written: try again later.", reason);

    /// <returns>How long it took.</returns>
    public TimeSpan AppendEnds()
    {
        lock (gate)
        {
            appending = false;
            IsStalled = false;
            trouble = null;
            watch.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return time.GetElapsedTime(begun);
        }
    }

    public void Dispose() => watch.Dispose();

    private void Watch()
    {
        lock (gate)
        {
            if (!appending)
            {
                return;
            }

            trouble ??= new EngineUnavailableException("The storage of the durable functions is slow or doesn't answer: try again later.");
            TimeSpan left = limits.Patience - time.GetElapsedTime(begun);
            if (left > TimeSpan.Zero)
            {
                watch.Change(left, Timeout.InfiniteTimeSpan);
                return;
            }

            IsStalled = true;
        }

        onStalled();
    }
}
