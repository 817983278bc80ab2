using System.Diagnostics;
using System.Globalization;
using System.Net;
using HdrHistogram;

namespace Notice.Bench.Load;

/// <summary>Posts notices over a fixed number of keep-alive connections: closed loop (as fast as the answers come) or open loop (at a given rate, whatever the answers do).</summary>
internal sealed class LoadGenerator(LoadPlan plan)
{
    private readonly LongHistogram latency = new(TimeSpan.TicksPerHour, 3);
    private readonly Lock gate = new();
    private int next = -1;
    private int accepted;
    private readonly SortedDictionary<int, int> refused = [];
    private long begun;

    public async Task<LoadSummary> RunAsync()
    {
        begun = Clock.UnixMicroseconds();
        long from = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, plan.Connections).Select(_ => Task.Run(() => PostAsync(from))));
        long ended = Clock.UnixMicroseconds();
        return new(accepted, refused, begun, ended, latency.GetValueAtPercentile(50) / 1000.0, latency.GetValueAtPercentile(99) / 1000.0);
    }

    private async Task PostAsync(long from)
    {
        await using RawHttpConnection connection = await RawHttpConnection.OpenAsync(IPEndPoint.Parse(plan.Address));
        PostRequest request = new(plan);
        while (Interlocked.Increment(ref next) is int number && number < plan.Count)
        {
            long planned = Clock.UnixMicroseconds();
            if (plan.Rate > 0)
            {
                double wait = (number / plan.Rate) - Stopwatch.GetElapsedTime(from).TotalSeconds;
                if (wait > 0.001)
                {
                    await Task.Delay(TimeSpan.FromSeconds(wait), TimeProvider.System);
                }

                // Latency counts from when it should have been sent, so that a stall of the system isn't left out.
                planned = begun + (long)(number / plan.Rate * 1_000_000);
            }

            int status = await connection.SendAsync(request.Write(number));
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

/// <param name="Address">IP address and port.</param>
/// <param name="Path">The path; <c>{delay}</c> stands for the milliseconds until the notice is due.</param>
/// <param name="Count">How many notices.</param>
/// <param name="Connections">How many connections.</param>
/// <param name="Rate">Notices a second, 0 for as fast as it goes.</param>
/// <param name="Due">When all are due, in microseconds since 1970; 0 for at once.</param>
/// <param name="Ahead">How long after its posting each is due, in milliseconds, where <paramref name="Due"/> is 0.</param>
/// <param name="FirstNumber">The number of the first notice.</param>
/// <param name="Token">The token to send with each; null for none.</param>
internal sealed record LoadPlan(string Address, string Path, int Count, int Connections, double Rate, long Due, int Ahead, int FirstNumber, string? Token = null)
{
    private const string NoToken = "-";

    public string[] ToArguments() =>
    [
        "load", Address, Path, Text(Count), Text(Connections), Rate.ToString(CultureInfo.InvariantCulture), Due.ToString(CultureInfo.InvariantCulture), Text(Ahead), Text(FirstNumber), Token ?? NoToken,
    ];

    public static LoadPlan FromArguments(string[] a) => new(
        a[1], a[2], Number(a[3]), Number(a[4]), double.Parse(a[5], CultureInfo.InvariantCulture), long.Parse(a[6], CultureInfo.InvariantCulture), Number(a[7]), Number(a[8]), a[9] == NoToken ? null : a[9]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

/// <param name="Accepted">Answered with 200 or 202.</param>
/// <param name="Refused">Answered with anything else: how many with which status.</param>
/// <param name="Begun">When the first was posted, in microseconds since 1970.</param>
/// <param name="Ended">When the last answer was there, likewise.</param>
/// <param name="P50">Median of the answer's latency in milliseconds.</param>
/// <param name="P99">99th percentile of it.</param>
internal sealed record LoadSummary(int Accepted, IReadOnlyDictionary<int, int> Refused, long Begun, long Ended, double P50, double P99);
