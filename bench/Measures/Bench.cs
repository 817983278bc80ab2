using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Notice.Bench.Load;
using Notice.Bench.Processes;
using Notice.Bench.Stub;
using Notice.Bench.Systems;

namespace Notice.Bench.Measures;

/// <summary>The parts that all measures share: the stub, and the load generator as a process.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly HttpClient client = new();
    private readonly ChildProcess stub;

    private readonly bool trial;

    private Bench(ChildProcess stub, string mailUrl, bool trial)
    {
        this.stub = stub;
        this.trial = trial;
        MailUrl = mailUrl;
    }

    public string MailUrl { get; }

    public static async Task<Bench> StartAsync(bool trial)
    {
        int port = Ports.Free();
        ChildProcess started = await ChildProcess.StartAsync(Environment.ProcessPath!, ["stub", port.ToString(CultureInfo.InvariantCulture)], Workplace.Root, "ready");
        return new(started, $"http://127.0.0.1:{port}", trial);
    }

    /// <summary>A number of notices, of which a trial takes a tenth.</summary>
    public int Scaled(double count) => (int)(trial ? count / 10 : count);

    /// <summary>A time, of which a trial takes a tenth.</summary>
    public TimeSpan Scaled(TimeSpan time) => trial ? time / 10 : time;

    /// <summary>Forgets what has arrived, and expects notices 0 to <paramref name="expected"/> - 1.</summary>
    public async Task ResetAsync(int expected)
    {
        using HttpResponseMessage answer = await client.PostAsync(new Uri($"{MailUrl}/reset?expected={expected}"), null);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<ArrivalSummary> ArrivalsAsync() => (await client.GetFromJsonAsync($"{MailUrl}/stats", BenchJson.Default.ArrivalSummary))!;

    /// <summary>Posts, or produces, in a process of its own.</summary>
    /// <param name="system">What it says is told with a refusal.</param>
    /// <param name="plan">What to post.</param>
    /// <exception cref="InvalidOperationException">A post was refused: nothing measured with refusals is a result.</exception>
    public static async Task<LoadSummary> PostAsync(BenchedSystem system, LoadPlan plan)
    {
        using System.Diagnostics.Process load = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo(Environment.ProcessPath!, plan.ToArguments(system.Door.Verb)) { RedirectStandardOutput = true, UseShellExecute = false })!;
        string output = await load.StandardOutput.ReadToEndAsync();
        await load.WaitForExitAsync();
        LoadSummary summary = JsonSerializer.Deserialize(output, BenchJson.Default.LoadSummary)!;
        return summary.Refused.Count == 0
            ? summary
            : throw new InvalidOperationException($"Posts were refused: {string.Join(", ", summary.Refused.Select(refused => $"{refused.Value} with {refused.Key}"))}.\n{system.Log()}");
    }

    /// <summary>Posts immediate notices and waits for them: compiled, connected and filled, a system does what it does on its second day.</summary>
    public async Task WarmUpAsync(BenchedSystem system, int count)
    {
        await ResetAsync(count);
        await PostAsync(system, await PlanAsync(system, count));
        await AllArrivedAsync(count, TimeSpan.FromMinutes(2));
    }

    /// <summary>Returns when as many notices have arrived.</summary>
    /// <exception cref="TimeoutException">They did not, for a minute after the last arrival.</exception>
    public async Task<ArrivalSummary> AllArrivedAsync(int expected, TimeSpan limit)
    {
        using CancellationTokenSource ending = new(limit);
        while (true)
        {
            ArrivalSummary arrivals = await ArrivalsAsync();
            if (arrivals.Distinct >= expected)
            {
                return arrivals;
            }

            if (ending.IsCancellationRequested)
            {
                throw new TimeoutException($"{arrivals.Distinct} of {expected} notices have arrived after {limit}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    public static async Task<LoadPlan> PlanAsync(BenchedSystem system, int count, int connections = 64, double rate = 0, long due = 0, int ahead = 0)
        => new(system.Door.Address, system.Door.Path, count, connections, rate, due, ahead, 0, await system.TokenAsync());

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await stub.DisposeAsync();
    }
}
