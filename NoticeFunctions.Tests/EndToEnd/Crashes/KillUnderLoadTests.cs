using System.Globalization;

namespace NoticeFunctions.Tests.EndToEnd.Crashes;

/// <summary>The real process is killed with -9 at random moments while much is under way. Each seed is a moment: a few here, as many as NOTICE_CRASH_SEEDS says in full.</summary>
[Collection(nameof(CrashTests))]
public sealed class KillUnderLoadTests(CrashingPlatform platform) : IClassFixture<CrashingPlatform>, IAsyncLifetime
{
    private const int Senders = 6;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private static int SeedCount => int.TryParse(Environment.GetEnvironmentVariable("NOTICE_CRASH_SEEDS"), CultureInfo.InvariantCulture, out int seeds) ? seeds : 3;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, SeedCount)];

    public async ValueTask InitializeAsync() => await platform.EnsureStartedAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_kill_under_load_loses_shifts_and_doubles_nothing(int seed)
    {
        Random random = new(seed);
        TimeSpan moment = TimeSpan.FromMilliseconds(random.Next(200, 2000));
        int before = platform.Sender.Accepted.Count;
        using CancellationTokenSource enough = new();
        Task[] load = [.. Enumerable.Range(0, Senders).Select(number => SendAsync(new Random((seed * Senders) + number), enough.Token))];
        await Task.Delay(moment, TimeProvider.System);
        await platform.KillAsync();
        await platform.RestartAsync();
        await enough.CancelAsync();
        await Task.WhenAll(load);

        int repeats = await new Promises(platform.Process, platform.Kills).HoldForAsync(platform.Sender.Accepted, [.. platform.Sender.Accepted.Skip(before)]);
        repeats.Should().BeLessThanOrEqualTo(platform.Kills[^1].InFlight.Count);
        TestContext.Current.SendDiagnosticMessage(
            $"seed {seed}: killed after {moment.TotalMilliseconds} ms; {platform.Sender.Accepted.Count - before} notices, {platform.Kills[^1].InFlight.Count} in flight, {repeats} repeats");
    }

    private async Task SendAsync(Random random, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            await (random.Next(20) switch
            {
                0 => platform.Sender.SendCyclicAsync(random.Next(2, 5)),
                < 4 => platform.Sender.SendDelayedAsync(),
                _ => platform.Sender.SendAsync(),
            });
            await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
        }
    }
}
