using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Records.Redis;
using NoticeFunctions.Records.Suppressions;
using NoticeFunctions.Tests.Records.InMemory;
using NoticeFunctions.Tests.Records.Redis;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.Records.Suppressions;

public sealed class RedisSuppressionTests(RedisServer server) : SuppressionContract(async () => new RedisSuppressions(new RedisHarness(await server.ConnectAsync()).Database));

public sealed class GarnetSuppressionTests(GarnetServer server) : SuppressionContract(async () => new RedisSuppressions(new RedisHarness(await server.ConnectAsync()).Database));

public sealed class InMemorySuppressionTests() : SuppressionContract(() => Task.FromResult<object>(new InMemorySuppressions()));

/// <summary>What every store of suppressions must do.</summary>
public abstract class SuppressionContract(Func<Task<object>> open)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTimeOffset Since = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static SuppressionKey Key(string address, string? category = null, Channel channel = Channel.Email) => new(channel, RedisHarness.Addresses.Hash("orders", address), category);

    private async Task<ISuppressions> OpenAsync() => (ISuppressions)await open();

    [Fact]
    public async Task What_is_added_first_stays_until_it_is_removed()
    {
        ISuppressions store = await OpenAsync();
        (await store.HasAnyAsync("orders", None)).Should().BeFalse();
        await store.AddAsync("orders", new(Key("ann@example.com"), SuppressionReason.Bounced, Since), None);
        await store.AddAsync("orders", new(Key("ann@example.com"), SuppressionReason.Complained, Since.AddDays(1)), None);

        (await store.HasAnyAsync("orders", None)).Should().BeTrue();
        Suppression found = (await store.FindAsync("orders", [Key("ann@example.com")], None)).Single()!;
        (found.Reason, found.Since, found.Key.Field).Should().Be((SuppressionReason.Bounced, Since, Key("ann@example.com").Field));
        (await store.RemoveAsync("orders", Key("ann@example.com"), None)).Should().BeTrue();
        (await store.RemoveAsync("orders", Key("ann@example.com"), None)).Should().BeFalse();
        (await store.HasAnyAsync("orders", None)).Should().BeFalse();
    }

    [Fact]
    public async Task Each_application_channel_address_and_category_is_for_itself_and_found_in_its_place()
    {
        ISuppressions store = await OpenAsync();
        await store.AddAsync("orders", new(Key("ann@example.com", "news"), SuppressionReason.Unsubscribed, Since), None);

        IReadOnlyList<Suppression?> found = await store.FindAsync(
            "orders", [Key("ann@example.com"), Key("ann@example.com", "news"), Key("ann@example.com", "offers"), Key("bob@example.com", "news"), Key("ann@example.com", "news", Channel.Sms)], None);
        found.Select(one => one is not null).Should().Equal(false, true, false, false, false);
        (await store.HasAnyAsync("billing", None)).Should().BeFalse();
        (await store.FindAsync("billing", [Key("ann@example.com", "news")], None)).Single().Should().BeNull();
    }

    [Fact]
    public async Task All_of_many_are_listed_page_by_page()
    {
        ISuppressions store = await OpenAsync();
        SuppressionKey[] keys = [.. Enumerable.Range(0, 1500).Select(index => Key($"user{index}@example.com", index % 2 == 0 ? "news" : null))];
        await Task.WhenAll(keys.Select(key => store.AddAsync("orders", new(key, SuppressionReason.Unsubscribed, Since), None)));

        HashSet<string> listed = [];
        string? continuation = null;
        do
        {
            Page<Suppression> page = await store.ListAsync("orders", 100, continuation, None);
            listed.UnionWith(page.Items.Select(one => one.Key.Field));
            continuation = page.Continuation;
        }
        while (continuation is not null);

        listed.Order(StringComparer.Ordinal).Should().Equal(keys.Select(key => key.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_id_leads_back_to_its_key_and_nonsense_to_none()
    {
        SuppressionKey.ReadId(Key("ann@example.com", "news").Id)!.Field.Should().Be(Key("ann@example.com", "news").Field);
        SuppressionKey.ReadId(Key("ann@example.com").Id)!.Category.Should().BeNull();
        new[] { "", "%", "nonsense", "YTpiOmM" }.Select(SuppressionKey.ReadId).Should().OnlyContain(key => key == null);
    }
}
