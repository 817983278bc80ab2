using Notice.Bench.Load;
using Notice.Bench.Processes;
using Notice.Bench.Stub;
using Notice.Bench.Systems;

namespace Notice.Bench.Measures;

/// <summary>
/// One notice to 10,000 people by mail, SMS and WebSocket, while others go on: what it does to the host's memory and to the others' lateness, and what is left of a second one
/// once it is cancelled.
/// </summary>
internal static class FanOut
{
    public const string Row = "fan-out";

    private const int WarmUp = 30_000;
    private const int Recipients = 10_000;
    private const int WarmUpsToMany = 2;
    private const double OthersPerSecond = 50;
    private static readonly TimeSpan WarmUpOfOthers = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    public static async Task<Dictionary<string, double>> MeasureAsync(Bench bench, SystemKind kind)
    {
        int recipients = bench.Scaled(Recipients);
        await using NoticePlatform platform = (NoticePlatform)await kind.StartAsync(bench.MailUrl);
        using FanOutClient client = await FanOutClient.OpenAsync(platform, bench.MailUrl);
        await bench.WarmUpAsync(platform, bench.Scaled(WarmUp));

        // As on its second day: what notices to so many make hot, the runtime compiles once more, meanwhile, with all the processor that it can have. The first tells what that costs the others.
        await OthersAsync(bench, platform, Task.Delay(WarmUpOfOthers, TimeProvider.System), null);
        ArrivalSummary first = await OthersAsync(bench, platform, ToManyAsync(client, recipients), null);
        for (int more = 0; more < WarmUpsToMany; more++)
        {
            await ToManyAsync(client, recipients);
        }

        ArrivalSummary before = await OthersAsync(bench, platform, Task.Delay(bench.Scaled(Quiet), TimeProvider.System), null);
        MemoryMeter memory = new(platform.Host);
        await memory.SampleAsync(TimeSpan.FromSeconds(5));
        double plateau = memory.Median;

        long begun = Clock.UnixMicroseconds();
        double accepted = 0;
        List<long> progress = [];
        async Task FanAsync()
        {
            string id = await client.PostAsync(recipients, "measured");
            accepted = (Clock.UnixMicroseconds() - begun) / 1e6;
            await EndedAsync(client, id, progress);
        }

        Task fan = FanAsync();
        ArrivalSummary meanwhile = await OthersAsync(bench, platform, fan, memory);
        double seconds = (Clock.UnixMicroseconds() - begun) / 1e6;
        FanOutState whole = client.Last;
        (long sentAtCancel, long sentAtEnd, double stopped) = await CancelAsync(bench, client, recipients);
        return new()
        {
            ["recipients"] = recipients,
            ["seconds"] = seconds,
            ["accepted after s"] = accepted,
            ["sent"] = whole.Sent,
            ["progress steps seen"] = progress.Distinct().Count(),
            ["host MB before"] = plateau / 1e6,
            ["host MB above, worst"] = (memory.Worst - plateau) / 1e6,
            ["others p99 ms before"] = before.P99,
            ["others p99 ms meanwhile"] = meanwhile.P99,
            ["others p99 ms at the first"] = first.P99,
            ["others worst ms meanwhile"] = meanwhile.Worst,
            ["SMS sent at cancel"] = sentAtCancel,
            ["SMS sent in all"] = sentAtEnd,
            ["stopped after ms"] = stopped,
        };
    }

    private static async Task ToManyAsync(FanOutClient client, int recipients) => await EndedAsync(client, await client.PostAsync(recipients, "warm up"), null);

    /// <summary>Others come evenly until something is over; how late they were.</summary>
    private static async Task<ArrivalSummary> OthersAsync(Bench bench, BenchedSystem system, Task until, MemoryMeter? memory)
    {
        int most = (int)(OthersPerSecond * Longest.TotalSeconds);
        await bench.ResetAsync(most);

        // In this process, which does little else: one of its own would have to know before how long it takes.
        using CancellationTokenSource over = new();
        Task<LoadSummary> load = new LoadGenerator(await Bench.PlanAsync(system, most, connections: 8, rate: OthersPerSecond)).RunAsync(over.Token);
        while (!until.IsCompleted)
        {
            await (memory?.SampleAsync(TimeSpan.FromSeconds(1)) ?? Task.WhenAny(until));
        }

        await over.CancelAsync();
        LoadSummary posted = await load;
        await until;
        return posted.Refused.Count == 0
            ? await bench.AllArrivedAsync(posted.Accepted, TimeSpan.FromMinutes(1))
            : throw new InvalidOperationException($"{posted.Refused.Values.Sum()} posts of others were refused.");
    }

    private static async Task EndedAsync(FanOutClient client, string id, List<long>? progress)
    {
        using CancellationTokenSource limit = new(Longest);
        while (!(await client.StateAsync(id)).HasEnded)
        {
            progress?.Add(client.Last.Underway);
            await Task.Delay(Poll, TimeProvider.System, limit.Token);
        }
    }

    /// <summary>Cancels one that is under way, and counts what the SMS provider is still asked for.</summary>
    private static async Task<(long AtCancel, long AtEnd, double StoppedAfter)> CancelAsync(Bench bench, FanOutClient client, int recipients)
    {
        string id = await client.PostAsync(recipients, "cancelled");
        long first = (await bench.ArrivalsAsync()).Texts;
        while ((await bench.ArrivalsAsync()).Texts < first + (recipients / 10))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        await client.CancelAsync(id);
        long cancelled = Clock.UnixMicroseconds();
        long atCancel = (await bench.ArrivalsAsync()).Texts - first;
        await EndedAsync(client, id, null);

        // Whatever was in a provider's hands has arrived by then.
        await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System);
        ArrivalSummary end = await bench.ArrivalsAsync();
        return (atCancel, end.Texts - first, Math.Max(0, end.LastText - cancelled) / 1e3);
    }
}
