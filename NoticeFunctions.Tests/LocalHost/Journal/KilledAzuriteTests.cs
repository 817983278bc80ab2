using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using NoticeFunctions.LocalHost.Hosting.Services;
using NoticeFunctions.LocalHost.Journal;
using NoticeFunctions.Tests.LocalHost.Hosting;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.LocalHost.Journal;

/// <summary>Azurite, killed under a living host: it is started again, and gets back what it has forgotten.</summary>
public sealed class KilledAzuriteTests : IAsyncLifetime
{
    private readonly TestFolder folder = new();
    private readonly HttpClient http = new();
    private DevelopmentServices? services;

    public async ValueTask InitializeAsync()
    {
        Azurite azurite = new(Path.Combine(SourceTree.Root, "azurite"), folder.PathOf("blobs"), http);
        services = await DevelopmentServices.StartAsync([azurite], folder.PathOf("state"), _ => { }, TimeProvider.System, CancellationToken.None);
        services.Watch(NullLogger.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await services!.DisposeAsync();
        http.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2500)]
    public async Task What_it_has_forgotten_is_appended_again_and_nothing_is_lost(int afterMilliseconds)
    {
        JournalStores stores = new(() => Task.FromResult(services!.Setting("azurite")));
        stores.Options = stores.Options with { SegmentBlocks = 40 };
        List<string> committed = [];
        await using (AppendBlobJournalStore store = await stores.OpenAsync())
        {
            for (int kill = 0; kill < 3; kill++)
            {
                for (int i = 0; i < 30; i++)
                {
                    await AppendAsync(store, committed);
                }

                await Task.Delay(TimeSpan.FromMilliseconds(afterMilliseconds), TimeProvider.System);
                await AppendAsync(store, committed);
                Kill();
            }

            await AppendAsync(store, committed);
        }

        stores.Log.Warnings.Should().Contain(line => line.Contains("has forgotten what was last written"));
        (await stores.ReadAsync()).Should().Equal(committed);
    }

    [Fact]
    public async Task It_gets_it_back_even_when_nothing_more_is_written()
    {
        JournalStores stores = new(() => Task.FromResult(services!.Setting("azurite")));
        stores.Options = stores.Options with { CheckTailEvery = TimeSpan.FromSeconds(1) };
        List<string> committed = [];
        await using (AppendBlobJournalStore store = await stores.OpenAsync())
        {
            await AppendAsync(store, committed);
            Kill();
            await Until(() => stores.Log.Warnings.Any(line => line.Contains("has forgotten what was last written")));
        }

        (await stores.ReadAsync()).Should().Equal(committed);
    }

    private static async Task AppendAsync(AppendBlobJournalStore store, List<string> committed)
    {
        string batch = committed.Count.ToString(CultureInfo.InvariantCulture);
        for (long begun = TimeProvider.System.GetTimestamp(); ;)
        {
            try
            {
                await store.AppendAsync(Encoding.UTF8.GetBytes(batch), CancellationToken.None);
                committed.Add(batch);
                return;
            }
            catch (Exception e) when (e is not JournalLostException && TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(60))
            {
                // It is being started again.
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
    }

    private void Kill()
    {
        ServiceState state = ServiceState.Read(Path.Combine(folder.PathOf("state"), "azurite.json"))!;
        using Process process = Process.GetProcessById(state.Pid);
        process.Kill();
        SpinWait.SpinUntil(() => !state.IsAlive, TimeSpan.FromSeconds(10)).Should().BeTrue();
    }

    private static async Task Until(Func<bool> condition)
    {
        for (int looks = 0; !condition(); looks++)
        {
            looks.Should().BeLessThan(600, "the condition should come true");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }
}
