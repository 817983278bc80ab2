using System.Text;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.DurableTask.Client;
using NoticeFunctions.LocalHost.Journal;
using NoticeFunctions.Tests.LocalHost.Engine;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.LocalHost.Journal;

public sealed class AppendBlobJournalStoreTests(AzuriteServer azurite)
{
    private readonly JournalStores stores = new(azurite);

    [Fact]
    public async Task What_was_appended_is_read_again_in_order()
    {
        await using (AppendBlobJournalStore first = await stores.OpenAsync())
        {
            await AppendAsync(first, "one", "two");
        }

        await using (AppendBlobJournalStore second = await stores.NewAsync())
        {
            (await JournalStores.ReadAsync(second)).Should().Equal("one", "two");
            await AppendAsync(second, "three");
        }

        (await stores.ReadAsync()).Should().Equal("one", "two", "three");
    }

    [Fact]
    public async Task An_append_whose_answer_was_lost_is_not_repeated()
    {
        await using (AppendBlobJournalStore store = await stores.OpenAsync())
        {
            await AppendAsync(store, "one");
            stores.Network.LoseAnswers = 1;
            await store.Invoking(one => AppendAsync(one, "two")).Should().ThrowAsync<Exception>();
            await AppendAsync(store, "two", "three");
        }

        (await stores.ReadAsync()).Should().Equal("one", "two", "three");
    }

    [Fact]
    public async Task Segments_follow_one_another_by_size_and_by_their_blocks()
    {
        stores.Options = stores.Options with { SegmentBytes = 200, SegmentBlocks = 5 };
        string[] sent = [.. Enumerable.Range(0, 40).Select(n => new string('x', n * 3))];
        await using (AppendBlobJournalStore store = await stores.OpenAsync())
        {
            await AppendAsync(store, sent);
        }

        (await stores.ReadAsync()).Should().Equal(sent);
        List<int> segments = await (await stores.BlobsAsync()).SegmentsAsync(CancellationToken.None);
        segments.Count.Should().BeGreaterThan(10);
        segments.Should().Equal(Enumerable.Range(1, segments.Count));
    }

    [Theory]
    [InlineData("no journal at all", "*is not a journal*")]
    [InlineData("NJ\u0063\0", "*has format 99*")]
    [InlineData("NJ\u0002\0 with a header that is not one", "*is damaged at offset 0*")]
    public async Task A_journal_that_cannot_be_understood_stops_the_start_and_names_the_blob(string content, string why)
    {
        await WriteAsync(1, content);

        (await stores.Invoking(one => one.ReadAsync()).Should().ThrowAsync<JournalDamagedException>().WithMessage(why))
            .And.Message.Should().Contain($"{stores.Hub}/00000001.journal");
    }

    [Fact]
    public async Task A_journal_of_the_first_format_is_read_and_gone_on_with_in_the_present_one()
    {
        await WriteAsync(1, "NJ\u0001\0\u0003\0\0\0one\u0003\0\0\0two");
        await WriteAsync(2, "NJ\u0001\0\u0005\0\0\0three");
        await using (AppendBlobJournalStore store = await stores.OpenAsync())
        {
            await AppendAsync(store, "four");
        }

        (await stores.ReadAsync()).Should().Equal("one", "two", "three", "four");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_torn_tail_is_cut_off_with_a_warning_and_stays_cut_off(int format)
    {
        if (format == 1)
        {
            await WriteAsync(1, "NJ\u0001\0\u0003\0\0\0one\u0009\0\0\0short");
        }
        else
        {
            await using AppendBlobJournalStore store = await stores.OpenAsync();
            await AppendAsync(store, "one");
            await store.DisposeAsync();
            byte[] frame = JournalFormat.Frame(JournalEntryKind.Batch, "torn"u8, 1, JournalFormat.HeaderBytes + JournalFormat.FrameBytes + 3);
            await WriteAsync(1, Encoding.Latin1.GetString(frame[..^1]));
        }

        await using (AppendBlobJournalStore next = await stores.OpenAsync())
        {
            await AppendAsync(next, "two");
        }

        stores.Log.Warnings.Should().ContainSingle().Which.Should().Match($"*{stores.Hub}/00000001.journal*cut off*");
        (await stores.ReadAsync()).Should().Equal("one", "two");
        stores.Log.Warnings.Should().ContainSingle();
    }

    [Fact]
    public async Task A_missing_segment_stops_the_start()
    {
        stores.Options = stores.Options with { SegmentBlocks = 3 };
        await using (AppendBlobJournalStore store = await stores.OpenAsync())
        {
            await AppendAsync(store, "a", "b", "c", "d", "e", "f", "g");
        }

        await (await stores.BlobsAsync()).Segment(2).DeleteAsync();

        await stores.Invoking(one => one.ReadAsync()).Should().ThrowAsync<JournalDamagedException>().WithMessage("*00000002.journal' is missing*");
    }

    [Theory]
    [InlineData(nameof(FaultPoint.MiddleOfBatch))]
    [InlineData(nameof(FaultPoint.DuringRoll))]
    [InlineData(nameof(FaultPoint.AfterSegmentCreated))]
    public async Task A_crash_at_any_point_of_an_append_or_a_roll_loses_nothing_that_was_committed(string point)
    {
        stores.Options = stores.Options with { SegmentBlocks = 4 };
        List<string> committed = [];
        for (int life = 0; life < 5; life++)
        {
            BreakAt faults = new(Enum.Parse<FaultPoint>(point));
            stores.Faults = faults;
            await using AppendBlobJournalStore store = await stores.OpenAsync();
            try
            {
                for (int i = 0; i < 7; i++)
                {
                    faults.Armed = i > 1;
                    string batch = $"{life}.{i}";
                    await AppendAsync(store, batch);
                    committed.Add(batch);
                }
            }
            catch (IOException)
            {
                // The process dies here.
            }

            faults.Hits.Should().BePositive();
        }

        stores.Faults = new NoFaultPoints();
        (await stores.ReadAsync()).Should().Equal(committed);
    }

    [Fact]
    public async Task A_cycle_survives_a_restart_on_real_storage()
    {
        await using EngineHarness host = new() { Store = await stores.NewAsync() };
        int fired = 0;
        host.Activity<int>("Fires", _ => ++fired);
        host.Orchestrator("Cycle", async context =>
        {
            int n = context.GetInput<int>();
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            await context.CallActivityAsync<int>("Fires", n);
            if (n < 3)
            {
                context.ContinueAsNew(n + 1);
            }

            return n;
        });
        await host.StartAsync();
        string id = await host.RunAsync("Cycle", 1);
        await host.AdvanceAsync(TimeSpan.FromMinutes(90));
        await host.Engine.DisposeAsync();

        await using EngineHarness next = new() { Store = await stores.NewAsync() };
        next.TakeFunctionsOf(host);
        next.Time.SetUtcNow(host.Time.GetUtcNow());
        await next.StartAsync();
        await next.AdvanceAsync(TimeSpan.FromHours(3));

        (await next.GetAsync(id)).RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Completed);
        fired.Should().Be(3);
    }

    private static async Task AppendAsync(AppendBlobJournalStore store, params string[] batches)
    {
        foreach (string batch in batches)
        {
            await store.AppendAsync(Encoding.UTF8.GetBytes(batch), CancellationToken.None);
        }
    }

    private async Task WriteAsync(int segment, string latin1)
    {
        AppendBlobClient blob = (await stores.BlobsAsync()).Segment(segment);
        await blob.CreateIfNotExistsAsync();
        using MemoryStream bytes = new(Encoding.Latin1.GetBytes(latin1));
        await blob.AppendBlockAsync(bytes, new AppendBlobAppendBlockOptions());
    }

    /// <summary>Fails the step at one point, once armed.</summary>
    private sealed class BreakAt(FaultPoint at) : IFaultPoints
    {
        public bool Armed { get; set; }

        public int Hits { get; private set; }

        public bool Watches(FaultPoint point) => point == at && Armed;

        public Task ReachedAsync(FaultPoint point, CancellationToken cancellation)
        {
            if (point != at || !Armed)
            {
                return Task.CompletedTask;
            }

            Hits++;
            throw new IOException("The process dies here.");
        }
    }
}
