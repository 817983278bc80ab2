using System.Globalization;
using NoticeFunctions.Tests.EndToEnd.Crashes;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd.Kafka;

/// <summary>The real process is killed with -9 while messages come and notices go out. NOTICE_CRASH_NOTICES says how many in all, 10,000 if nothing.</summary>
public sealed class KafkaKillTests : IAsyncLifetime
{
    private const int Kills = 5;

    private readonly CrashingPlatform crashing = new();
    private KafkaPlatform platform = null!;

    private static int Each => (int.TryParse(Environment.GetEnvironmentVariable("NOTICE_CRASH_NOTICES"), CultureInfo.InvariantCulture, out int count) ? count : 10_000) / Kills;

    public async ValueTask InitializeAsync()
    {
        // A killed member is waited for as long, each time.
        crashing.Process.Settings["AzureFunctionsJobHost__extensions__kafka__sessionTimeoutMs"] = "6000";
        platform = await KafkaPlatform.StartAsync(crashing);
    }

    public ValueTask DisposeAsync() => platform.DisposeAsync();

    [Fact]
    public async Task A_host_that_is_killed_again_and_again_makes_each_message_a_notice_once()
    {
        Random random = new(8);
        NumberedNotices notices = new(platform);
        List<Task> sent = [];
        for (int kill = 0; kill < Kills; kill++)
        {
            long before = platform.Intake.Committed();
            sent.AddRange(notices.Send(Each));
            await PlatformClient.Eventually(() => Task.FromResult(platform.Intake.Committed() > before), () => $"it should read on:\n{string.Join('\n', platform.Process.Said.TakeLast(30))}");
            int enough = notices.Arrived + random.Next(1, Math.Max(Each / 10, 2));
            await PlatformClient.Eventually(() => Task.FromResult(notices.Arrived >= enough), () => "notices should go out");
            await crashing.KillAsync();
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"kill {kill + 1}: {notices.Count} messages, {platform.Intake.Committed()} committed, {notices.Arrived} mails, {crashing.Kills[^1].InFlight.Count} in flight");
            await crashing.RestartAsync();
        }

        await Task.WhenAll(sent);
        int repeats = await notices.HoldAsync(crashing.Kills);

        await PlatformClient.Eventually(() => Task.FromResult(platform.Intake.Lag() == 0), () => $"all should be committed, and {platform.Intake.Lag()} are not");
        TestContext.Current.TestOutputHelper?.WriteLine($"{notices.Count} notices, {repeats} mails went out again");
    }
}
