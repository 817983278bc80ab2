using NoticeFunctions.Tests.Crash;
using NoticeFunctions.Tests.Support;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd.Crashes;

/// <summary>The real platform with a startup hook that kills its process where a test wants it, and what went through it so far.</summary>
public sealed class CrashingPlatform : IAsyncDisposable
{
    private static readonly TimeSpan ProviderTakes = TimeSpan.FromMilliseconds(20);

    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("notice-crash-");
    private readonly CrashFolder folder;

    public CrashingPlatform()
    {
        folder = new CrashFolder(root.FullName);
        Process.Settings["DOTNET_STARTUP_HOOKS"] = typeof(CrashFolder).Assembly.Location;
        Process.Settings[CrashFolder.Variable] = root.FullName;
        Process.Settings["Limits__NoticesPerMinute"] = "0";
        Sender = new PersistentSender(Process);
    }

    public PlatformProcess Process { get; } = new();

    /// <summary>Sends, through crashes.</summary>
    internal PersistentSender Sender { get; }

    /// <summary>Every kill so far.</summary>
    internal List<Kill> Kills { get; } = [];

    public async Task EnsureStartedAsync()
    {
        await Process.EnsureStartedAsync();

        // A provider that takes its time: some calls are always under way.
        Process.SendGrid.Answer = async (http, body, number) =>
        {
            await Task.Delay(ProviderTakes, TimeProvider.System);
            await SendGridStub.Accept(http, body, number);
        };
    }

    /// <summary>From now on, also in the next process, the n-th time at this point is the last.</summary>
    public void Arm(string point, int times) => folder.Arm(point, times);

    /// <summary>kill -9 at this very moment.</summary>
    public async Task KillAsync()
    {
        DateTimeOffset at = TimeProvider.System.GetUtcNow();
        await Process.KillAsync();
        Kills.Add(new Kill(at, folder.TakeInFlight()));
    }

    /// <summary>Waits until the process has killed itself.</summary>
    /// <returns>Where that was.</returns>
    public async Task<string?> KilledItselfAsync()
    {
        await Process.EndedAsync();
        Kills.Add(new Kill(TimeProvider.System.GetUtcNow(), folder.TakeInFlight()));
        return folder.TakeHit();
    }

    /// <summary>Starts it after a kill, with no other kill in sight.</summary>
    public async Task RestartAsync()
    {
        await Process.StartAsync();
        Kills[^1] = Kills[^1] with { Healed = TimeProvider.System.GetUtcNow() };
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        root.Delete(recursive: true);
    }
}

/// <summary>The end of a process.</summary>
/// <param name="At">When, or a little later.</param>
/// <param name="InFlight">The deliveries that were handed to the provider and had no recorded outcome.</param>
/// <param name="Healed">When the next one was healthy.</param>
internal sealed record Kill(DateTimeOffset At, IReadOnlySet<string> InFlight, DateTimeOffset? Healed = null);
