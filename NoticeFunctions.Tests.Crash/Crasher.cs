using System.Diagnostics;

namespace NoticeFunctions.Tests.Crash;

/// <summary>Kills its own process where the test wants it, as kill -9 does: nothing is flushed, released or said.</summary>
internal sealed class Crasher(CrashFolder folder)
{
    private int reached;

    /// <summary>Where deliveries are logged.</summary>
    public CallLog Calls { get; } = folder.OpenCalls();

    public bool IsArmed(string point) => folder.Armed?.Point == point;

    public async Task ReachedAsync(string point)
    {
        if (folder.Armed is not { } order || order.Point != point || Interlocked.Increment(ref reached) != order.Times)
        {
            return;
        }

        folder.SayHit(point);
        Process.GetCurrentProcess().Kill();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
    }
}
