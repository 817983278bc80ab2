using BenchmarkDotNet.Attributes;
using NoticeFunctions.LocalHost.Engine.Scheduling;

namespace Notice.Bench.Micro;

/// <summary>What it costs to arm and to fire a timer among a hundred thousand.</summary>
[MemoryDiagnoser]
public class TimerBenchmarks
{
    private const int Timers = 100_000;

    [Benchmark(OperationsPerInvoke = Timers)]
    public int ArmAndFire()
    {
        int fired = 0;
        using ManualResetEventSlim all = new();
        using TimerQueue queue = new(TimeProvider.System, _ =>
        {
            if (++fired == Timers)
            {
                all.Set();
            }
        });
        DateTime now = TimeProvider.System.GetUtcNow().UtcDateTime;
        for (int i = 0; i < Timers; i++)
        {
            // Spread over the millisecond before now in no order: all are due as soon as the clock looks.
            queue.Arm(new TimerEntry(null!, 0, i, now.AddTicks(-(i * 7919L % TimeSpan.TicksPerMillisecond))));
        }

        all.Wait(TimeSpan.FromMinutes(1));
        return fired;
    }
}
