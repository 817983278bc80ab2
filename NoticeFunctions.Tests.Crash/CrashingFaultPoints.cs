using NoticeFunctions.LocalHost.Journal;

namespace NoticeFunctions.Tests.Crash;

/// <summary>The journal's points.</summary>
internal sealed class CrashingFaultPoints(Crasher crasher) : IFaultPoints
{
    public bool Watches(FaultPoint point) => crasher.IsArmed(point.ToString());

    public Task ReachedAsync(FaultPoint point, CancellationToken cancellation) => crasher.ReachedAsync(point.ToString());
}
