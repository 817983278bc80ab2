using NoticeFunctions.Notices;
using NoticeFunctions.Records.Events;
using NoticeFunctions.Records.Redis;
using NoticeFunctions.Tests.Records.Contract;
using NoticeFunctions.Tests.Records.InMemory;
using NoticeFunctions.Tests.Records.Redis;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.Records.Events;

public sealed class RedisProviderEventTests(RedisServer server) : ProviderEventContract(async () => await ProviderEventHarness.OpenAsync(server));

public sealed class GarnetProviderEventTests(GarnetServer server) : ProviderEventContract(async () => await ProviderEventHarness.OpenAsync(server));

public sealed class InMemoryProviderEventTests() : ProviderEventContract(() => Task.FromResult<object>(new InMemoryProviderEvents()));

internal static class ProviderEventHarness
{
    /// <summary>A store in which the samples' application has records.</summary>
    public static async Task<object> OpenAsync(RecordsServer server)
    {
        RedisHarness records = new(await server.ConnectAsync());
        await records.Store.ReserveAsync(Samples.Notice(1), fingerprint: null, CancellationToken.None);
        await records.Store.ListAsync(Samples.Application, NoticeFunctions.Records.NoticeFilter.None, 1, continuation: null, CancellationToken.None);
        return new RedisProviderEvents(records.Database);
    }
}

/// <summary>What every store of providers' events must do.</summary>
public abstract class ProviderEventContract(Func<Task<object>> open)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTimeOffset Now = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static ProviderEvent Event(int number) => new($"event {number}", Samples.Application, new(Samples.Notice(1).Id, 1, Channel.Email, number), DeliveryStatus.Bounced, "550", SuppressionReason.Bounced);

    private async Task<IProviderEvents> OpenAsync() => (IProviderEvents)await open();

    [Fact]
    public async Task What_was_taken_is_known_and_nothing_else()
    {
        IProviderEvents store = await OpenAsync();
        await store.MarkTakenAsync([Event(1), Event(2)], None);
        (await store.AreTakenAsync([Event(1), Event(3), Event(2), Event(1) with { Application = "billing" }], None)).Should().Equal(true, false, true, false);
    }

    [Fact]
    public async Task What_came_early_waits_until_it_is_removed_and_who_was_looked_at_goes_to_the_end()
    {
        IProviderEvents store = await OpenAsync();
        EarlyEvent[] early = [.. Enumerable.Range(0, 3).Select(number => new EarlyEvent(Event(number), Now.AddSeconds(number)))];
        foreach (EarlyEvent one in early)
        {
            await store.KeepEarlyAsync([one], one.At, None);
        }

        (await store.ListEarlyAsync(2, None)).Should().Equal(early[0], early[1]);
        await store.KeepEarlyAsync([early[0]], Now.AddMinutes(1), None);
        (await store.ListEarlyAsync(2, None)).Should().Equal(early[1], early[2]);
        await store.RemoveEarlyAsync([early[1], early[2]], None);
        (await store.ListEarlyAsync(2, None)).Should().Equal(early[0]);
    }
}
