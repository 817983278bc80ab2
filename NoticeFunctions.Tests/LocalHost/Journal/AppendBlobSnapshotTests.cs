using System.Globalization;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using NoticeFunctions.LocalHost.Journal;
using NoticeFunctions.Tests.LocalHost.Engine;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.LocalHost.Journal;

public sealed class AppendBlobSnapshotTests(AzuriteServer azurite)
{
    private readonly JournalStores stores = new(azurite);

    [Fact]
    public async Task A_snapshot_takes_the_place_of_the_segments_before_it_and_of_the_snapshot_before()
    {
        await using (EngineHarness host = await StartAsync())
        {
            await RunAsync(host, 0, 20);
            await host.Engine.TakeSnapshotAsync(CancellationToken.None);
            await RunAsync(host, 20, 40);
            await host.Engine.TakeSnapshotAsync(CancellationToken.None);
            await RunAsync(host, 40, 50);
        }

        (await (await stores.BlobsAsync()).SegmentsAsync(CancellationToken.None)).Should().Equal(3);
        (await (await stores.BlobsAsync()).SnapshotsAsync(CancellationToken.None)).Should().Equal(3);
        await ExpectAsync(50);
    }

    [Theory]
    [InlineData(nameof(FaultPoint.DuringSnapshot), 0)]
    [InlineData(nameof(FaultPoint.AfterSnapshot), 1)]
    public async Task A_crash_within_a_snapshot_is_harmless(string point, int snapshots)
    {
        stores.Faults = new Breaks(Enum.Parse<FaultPoint>(point));
        await using (EngineHarness host = await StartAsync())
        {
            await RunAsync(host, 0, 20);
            await host.Engine.Invoking(engine => engine.TakeSnapshotAsync(CancellationToken.None)).Should().ThrowAsync<IOException>();
            await RunAsync(host, 20, 30);
        }

        stores.Faults = new NoFaultPoints();
        (await (await stores.BlobsAsync()).SnapshotsAsync(CancellationToken.None)).Should().HaveCount(snapshots);
        (await (await stores.BlobsAsync()).SegmentsAsync(CancellationToken.None)).Should().Equal(1, 2);
        await ExpectAsync(30);
        await using (EngineHarness host = await StartAsync())
        {
            await host.Engine.TakeSnapshotAsync(CancellationToken.None);
        }

        (await (await stores.BlobsAsync()).SegmentsAsync(CancellationToken.None)).Should().ContainSingle();
        await ExpectAsync(30);
    }

    [Fact]
    public async Task A_damaged_snapshot_stops_the_start_and_is_named()
    {
        await using (EngineHarness host = await StartAsync())
        {
            await RunAsync(host, 0, 20);
            await host.Engine.TakeSnapshotAsync(CancellationToken.None);
        }

        BlockBlobClient blob = (await stores.BlobsAsync()).Snapshot(2);
        byte[] content = (await blob.DownloadContentAsync()).Value.Content.ToArray();
        content[200] ^= 1;
        using MemoryStream damaged = new(content);
        await blob.UploadAsync(damaged, new BlobUploadOptions());

        Func<Task> start = () => StartAsync();

        await start.Should().ThrowAsync<JournalDamagedException>().WithMessage($"*{stores.Hub}/00000002.snapshot' is damaged at offset 24*");
    }

    [Fact]
    public async Task Snapshots_are_taken_as_the_journal_grows_while_work_goes_on()
    {
        stores.Options = stores.Options with { SnapshotAfterBytes = 20_000, SegmentBytes = 8_000 };
        await using (EngineHarness host = await StartAsync())
        {
            for (int i = 0; i < 300; i += 10)
            {
                await RunAsync(host, i, i + 10);
            }
        }

        (await (await stores.BlobsAsync()).SegmentsAsync(CancellationToken.None)).Count.Should().BeLessThan(15);
        await ExpectAsync(300);
    }

    private static async Task RunAsync(EngineHarness host, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            await host.RunAsync("Echo", new string('x', 50) + i.ToString(CultureInfo.InvariantCulture), $"i{i}");
        }
    }

    private async Task ExpectAsync(int count)
    {
        await using EngineHarness host = await StartAsync();
        for (int i = 0; i < count; i++)
        {
            (await host.GetAsync($"i{i}")).ReadOutputAs<string>().Should().Be(new string('x', 50) + i.ToString(CultureInfo.InvariantCulture));
        }
    }

    private async Task<EngineHarness> StartAsync()
    {
        EngineHarness host = new() { Store = await stores.NewAsync(), Faults = stores.Faults };
        host.Orchestrator("Echo", context => Task.FromResult<object?>(context.GetInput<string>()));
        try
        {
            return await host.StartAsync();
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    private sealed class Breaks(FaultPoint at) : IFaultPoints
    {
        public Task ReachedAsync(FaultPoint point, CancellationToken cancellation) =>
            point == at ? Task.FromException(new IOException("The process dies here.")) : Task.CompletedTask;
    }
}
