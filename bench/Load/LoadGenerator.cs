using System.Diagnostics;
using System.Net;
using HdrHistogram;

namespace Notice.Bench.Load;

/// <summary>Posts notices over a fixed number of keep-alive connections: closed loop (as fast as the answers come) or open loop (at a given rate, whatever the answers do).</summary>
internal sealed class LoadGenerator(LoadPlan plan)
{
    private const int Unavailable = 503;
    private const int MostTries = 60;
    private static readonly TimeSpan ComeAgain = TimeSpan.FromSeconds(1);

    private readonly LongHistogram latency = new(TimeSpan.TicksPerHour, 3);
    private readonly Lock gate = new();
    private int next = -1;
    private int accepted;
    private int again;
    private readonly SortedDictionary<int, int> refused = [];
    private long begun;

    /// <summary>Posts all of the plan, or until it is told to stop.</summary>
    public async Task<LoadSummary> RunAsync(CancellationToken stop = default)
    {
        begun = Clock.UnixMicroseconds();
        long from = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, plan.Connections).Select(_ => Task.Run(() => PostAsync(from, stop), CancellationToken.None)));
        long ended = Clock.UnixMicroseconds();
        return new(accepted, refused, begun, ended, latency.GetValueAtPercentile(50) / 1000.0, latency.GetValueAtPercentile(99) / 1000.0) { Again = again };
    }

    private async Task PostAsync(long from, CancellationToken stop)
    {
        await using RawHttpConnection connection = await RawHttpConnection.OpenAsync(IPEndPoint.Parse(plan.Address));
        PostRequest request = new(plan);
        while (!stop.IsCancellationRequested && Interlocked.Increment(ref next) is int number && number < plan.Count)
        {
            long planned = Clock.UnixMicroseconds();
            if (plan.Rate > 0)
            {
                double wait = (number / plan.Rate) - Stopwatch.GetElapsedTime(from).TotalSeconds;
                if (wait > 0.001)
                {
                    await Task.Delay(TimeSpan.FromSeconds(wait), TimeProvider.System, CancellationToken.None);
                }

                // Latency counts from when it should have been sent, so that a stall of the system isn't left out.
                planned = begun + (long)(number / plan.Rate * 1_000_000);
            }

            int status = await connection.SendAsync(request.Write(number, planned));
            for (int tries = 1; plan.IsPatient && status == Unavailable && tries < MostTries; tries++)
            {
                Interlocked.Increment(ref again);
                await Task.Delay(ComeAgain, TimeProvider.System, CancellationToken.None);
                status = await connection.SendAsync(request.Write(number, planned));
            }

            lock (gate)
            {
                if (status is 200 or 202)
                {
                    accepted++;
                }
                else
                {
                    refused[status] = refused.GetValueOrDefault(status) + 1;
                }

                latency.RecordValue(Math.Max(0, Clock.UnixMicroseconds() - planned));
            }
        }
    }
}
