using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Microsoft.DurableTask.Client;
using NoticeFunctions.LocalHost.Journal;
using NoticeFunctions.Tests.LocalHost.Engine;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.LocalHost.Journal;

public sealed class AppendBlobJournalStoreTests(AzuriteServer azurite)
{
    private readonly string hub = $"hub-{Guid.NewGuid():N}";

    [Fact]
    public async Task What_was_appended_is_read_again_in_order()
    {
        await using AppendBlobJournalStore first = await OpenAsync();
        await first.AppendAsync("one"u8.ToArray(), CancellationToken.None);
        await first.AppendAsync("two"u8.ToArray(), CancellationToken.None);

        await using AppendBlobJournalStore second = await NewAsync();
        (await ReadAsync(second)).Should().Equal("one", "two");
        await second.AppendAsync("three"u8.ToArray(), CancellationToken.None);

        (await ReadAsync(await NewAsync())).Should().Equal("one", "two", "three");
    }

    [Fact]
    public async Task Of_two_hosts_that_write_one_journal_the_second_to_append_is_refused()
    {
        await using AppendBlobJournalStore first = await OpenAsync();
        await first.AppendAsync("one"u8.ToArray(), CancellationToken.None);
        await using AppendBlobJournalStore second = await OpenAsync();
        await second.AppendAsync("two"u8.ToArray(), CancellationToken.None);

        Func<Task> late = () => first.AppendAsync("late"u8.ToArray(), CancellationToken.None);

        await late.Should().ThrowAsync<JournalLostException>();
        (await ReadAsync(await NewAsync())).Should().Equal("one", "two");
    }

    [Fact]
    public async Task An_append_whose_answer_was_lost_is_not_repeated()
    {
        await using AppendBlobJournalStore first = await OpenAsync();
        await first.AppendAsync("one"u8.ToArray(), CancellationToken.None);
        await using AppendBlobJournalStore retrying = await OpenAsync();
        await first.AppendAsync("two"u8.ToArray(), CancellationToken.None);

        await retrying.AppendAsync("two"u8.ToArray(), CancellationToken.None);

        (await ReadAsync(await NewAsync())).Should().Equal("one", "two");
    }

    [Theory]
    [InlineData("no journal at all", "*is not a journal*")]
    [InlineData("NJ\u0063\0", "*has format 99*")]
    [InlineData("NJ\u0001\0\u0009\0\0\0short", "*is damaged at offset 4*")]
    public async Task A_journal_that_cannot_be_understood_stops_the_start_and_names_the_blob(string content, string why)
    {
        AppendBlobClient blob = (await ContainerAsync()).GetAppendBlobClient($"{hub}/00000001.journal");
        await blob.CreateAsync();
        using MemoryStream bytes = new(Encoding.Latin1.GetBytes(content));
        await blob.AppendBlockAsync(bytes);

        Func<Task> read = async () => await ReadAsync(await NewAsync());

        (await read.Should().ThrowAsync<InvalidDataException>().WithMessage(why)).And.Message.Should().Contain($"{hub}/00000001.journal");
    }

    [Fact]
    public async Task A_cycle_survives_a_restart_on_real_storage()
    {
        await using EngineHarness host = new() { Store = await NewAsync() };
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
        await host.Engine.StopAsync(CancellationToken.None);

        await using EngineHarness next = new() { Store = await NewAsync() };
        next.TakeFunctionsOf(host);
        next.Time.SetUtcNow(host.Time.GetUtcNow());
        await next.StartAsync();
        await next.AdvanceAsync(TimeSpan.FromHours(3));

        (await next.GetAsync(id)).RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Completed);
        fired.Should().Be(3);
    }

    private static async Task<List<string>> ReadAsync(AppendBlobJournalStore store)
    {
        List<string> batches = [];
        await foreach (ReadOnlyMemory<byte> batch in store.ReadAsync(CancellationToken.None))
        {
            batches.Add(Encoding.UTF8.GetString(batch.Span));
        }

        return batches;
    }

    private async Task<AppendBlobJournalStore> OpenAsync()
    {
        AppendBlobJournalStore store = await NewAsync();
        await ReadAsync(store);
        return store;
    }

    private async Task<AppendBlobJournalStore> NewAsync() => new(await ContainerAsync(), hub);

    private async Task<BlobContainerClient> ContainerAsync()
    {
        BlobContainerClient container = new(await azurite.ConnectionStringAsync(), "journal-tests");
        await container.CreateIfNotExistsAsync();
        return container;
    }
}
