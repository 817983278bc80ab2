using Microsoft.Extensions.Options;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Records.Redis;
using StackExchange.Redis;
using StackExchange.Redis.KeyspaceIsolation;

namespace NoticeFunctions.Tests.Records.Redis;

/// <summary>The Redis store on a key space of its own.</summary>
internal sealed class RedisHarness : RecordsHarness
{
    public RedisHarness(IConnectionMultiplexer connection)
    {
        Database = connection.GetDatabase().WithKeyPrefix(Prefix);
        Store = new RedisNoticeStore(Database, Addresses, Options.Create(new RetentionOptions()), Time);
        Sandbox = new RedisSandbox(Database);
        Inbox = new RedisInbox(Database, Addresses, Options.Create(new InboxOptions { Items = 20, ItemsOfUnknown = 5 }), Time);
    }

    public static AddressHasher Addresses { get; } = new(Options.Create(new RecordsOptions { AddressKey = Convert.ToBase64String(new byte[32]) }));

    /// <summary>What stands before each of its keys in the server.</summary>
    public string Prefix { get; } = $"{Guid.NewGuid():N}/";

    public IDatabase Database { get; }

    public override INoticeStore Store { get; }

    public override ISandbox Sandbox { get; }

    /// <summary>Inboxes that keep 20 notices of a user, and 5 of one whom nobody knows.</summary>
    public IInbox Inbox { get; }

    public override async Task<TimeSpan?> RemainingAsync(Notice notice)
    {
        TimeSpan? shortest = await RemainingAsync(RedisKeys.Notice(notice.Key));
        TimeSpan? progress = await Database.KeyExistsAsync(RedisKeys.Progress(notice.Key)) ? await RemainingAsync(RedisKeys.Progress(notice.Key)) : shortest;
        return shortest < progress ? shortest : progress;
    }

    // Deliveries that stand with the progress go with it.
    public override async Task<TimeSpan?> RemainingAsync(Notice notice, Delivery delivery)
    {
        RedisKey own = RedisKeys.Delivery(notice.Key, delivery.Occurrence, delivery.Channel, delivery.RecipientIndex);
        RedisValue[] values = await Database.StringGetAsync([RedisKeys.Notice(notice.Key), RedisKeys.Progress(notice.Key), RedisKeys.Control(notice.Key)]);
        bool beside = RecordReader.ReadWhole(values[0], values[1], values[2]).Deliveries.Any(one => one.Id == delivery.Id);
        return await RemainingAsync(beside ? RedisKeys.Progress(notice.Key) : own);
    }

    // The server's clock can't be moved: what its expiry would take is taken by hand.
    public override async Task ForgetAsync(Notice notice)
    {
        (await RemainingAsync(notice)).Should().NotBeNull("only what expires is ever forgotten");
        Time.Advance(TimeSpan.FromDays(30));
        await Database.KeyDeleteAsync([RedisKeys.Notice(notice.Key), RedisKeys.Progress(notice.Key)]);
    }

    private async Task<TimeSpan?> RemainingAsync(RedisKey key) =>
        await Database.KeyExistsAsync(key) ? await Database.KeyTimeToLiveAsync(key) : TimeSpan.Zero;
}
