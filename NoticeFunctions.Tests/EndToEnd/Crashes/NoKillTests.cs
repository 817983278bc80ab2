using System.Globalization;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd.Crashes;

/// <summary>The same platform without a kill and without the hook. NOTICE_CRASH_NOTICES says how many notices, 2,000 if nothing.</summary>
[Collection(nameof(CrashTests))]
public sealed class NoKillTests(PlatformProcess platform) : IClassFixture<PlatformProcess>, IAsyncLifetime
{
    private const int Senders = 16;

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("NOTICE_CRASH_NOTICES"), CultureInfo.InvariantCulture, out int count) ? count : 2000;

    public async ValueTask InitializeAsync()
    {
        platform.Settings["Limits__NoticesPerMinute"] = "0";
        await platform.EnsureStartedAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Without_a_kill_every_notice_goes_out_exactly_once()
    {
        PersistentSender sender = new(platform);
        await Parallel.ForEachAsync(Enumerable.Range(0, Count), new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (_, _) => await sender.SendAsync());
        int repeats = await new Promises(platform, []).HoldForAsync(sender.Accepted, sender.Accepted);

        sender.Accepted.Select(notice => notice.Id).Should().OnlyHaveUniqueItems().And.HaveCount(Count);
        platform.SendGrid.Calls.Should().HaveCount(Count);
        repeats.Should().Be(0);
    }
}
