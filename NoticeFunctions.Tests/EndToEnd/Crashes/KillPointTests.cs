using NoticeFunctions.LocalHost.Journal;
using NoticeFunctions.Tests.Crash;

namespace NoticeFunctions.Tests.EndToEnd.Crashes;

/// <summary>The real process is killed with -9 at each named point, while notices come in, wait and go round.</summary>
[Collection(nameof(CrashTests))]
public sealed class KillPointTests(CrashingPlatform platform) : IClassFixture<CrashingPlatform>, IAsyncLifetime
{
    private const int Posters = 3;
    private const int EntriesRead = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // What is reached with every notice may be met in the midst of work; the others are rare.
    private static readonly string[] Rare =
        [nameof(FaultPoint.DuringRoll), nameof(FaultPoint.AfterSegmentCreated), nameof(FaultPoint.DuringSnapshot), nameof(FaultPoint.AfterSnapshot)];

    public static TheoryData<string> Points => [.. Enum.GetNames<FaultPoint>(), .. Enum.GetNames<CrashPoint>()];

    public async ValueTask InitializeAsync() => await platform.EnsureStartedAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Points))]
    public async Task A_kill_loses_shifts_and_doubles_nothing(string point)
    {
        int before = platform.Sender.Accepted.Count;
        int kills = platform.Kills.Count;
        if (point == nameof(FaultPoint.DuringRecovery))
        {
            await Task.WhenAll(StartWork());
            for (int entry = 0; entry < EntriesRead; entry++)
            {
                // Answered before the next is sent, each is an entry of its own.
                await platform.Sender.SendDelayedAsync();
            }

            await platform.KillAsync();
            platform.Arm(point, EntriesRead);
            await FluentActions.Awaiting(platform.RestartAsync).Should().ThrowAsync<InvalidOperationException>("it is killed while it reads its journal");
            (await platform.KilledItselfAsync()).Should().Be(point);
            await platform.RestartAsync();
        }
        else
        {
            using CancellationTokenSource killed = new(Patience, TimeProvider.System);
            platform.Arm(point, Rare.Contains(point) ? 1 : 10);
            Task[] work = [.. StartWork(), .. Enumerable.Range(0, Posters).Select(_ => PostUntilAsync(killed.Token))];
            string? hit = await platform.KilledItselfAsync();
            await killed.CancelAsync();
            hit.Should().Be(point);
            await platform.RestartAsync();
            await Task.WhenAll(work);
        }

        int repeats = await new Promises(platform.Process, platform.Kills).HoldForAsync(platform.Sender.Accepted, [.. platform.Sender.Accepted.Skip(before)]);
        repeats.Should().BeLessThanOrEqualTo(platform.Kills.Skip(kills).Sum(kill => kill.InFlight.Count));
        if (point is nameof(CrashPoint.AfterProvider) or nameof(CrashPoint.BeforeClose))
        {
            repeats.Should().BePositive("the provider has taken what nobody had recorded yet");
        }
    }

    private Task[] StartWork() =>
        [platform.Sender.SendDelayedAsync(), platform.Sender.SendDelayedAsync(), platform.Sender.SendCyclicAsync(2), platform.Sender.SendCyclicAsync(3), platform.Sender.SendAsync()];

    private async Task PostUntilAsync(CancellationToken killed)
    {
        while (!killed.IsCancellationRequested)
        {
            await platform.Sender.SendAsync();
        }
    }
}

/// <summary>One after the other: each of them is work for all processors.</summary>
[CollectionDefinition(nameof(CrashTests))]
public sealed class CrashTests;
