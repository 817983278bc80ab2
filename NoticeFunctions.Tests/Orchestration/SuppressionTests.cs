using NoticeFunctions.Notices;
using NoticeFunctions.Orchestration;
using NoticeFunctions.Records.Suppressions;

namespace NoticeFunctions.Tests.Orchestration;

/// <summary>What becomes of deliveries to addresses that get nothing more.</summary>
public sealed class SuppressionTests
{
    private static readonly Recipient[] AnnAndBob = [new(Email: "ann@example.com", Phone: "+14155550100"), new(Email: "bob@example.com")];

    private static Task SuppressAsync(NoticeHarness harness, string address, SuppressionReason reason, string? category = null, Channel channel = Channel.Email) =>
        harness.Suppressions.AddAsync("orders", new Suppression(harness.Suppressions.KeyOf("orders", channel, address, category), reason, harness.Time.GetUtcNow()), CancellationToken.None);

    private static async Task<Notice> PostAsync(NoticeHarness harness, string? category, params Channel[] channels)
    {
        Notice notice = harness.Compose(schedule: null, AnnAndBob, channels) with { Category = category };
        await harness.Store.ReserveAsync(notice, fingerprint: null, CancellationToken.None);
        await harness.Starter.StartAsync(harness.Engine.Client, notice, CancellationToken.None);
        await harness.Engine.Engine.WhenIdleAsync();
        return notice;
    }

    [Theory]
    [InlineData((int)SuppressionReason.Unsubscribed, "unsubscribed")]
    [InlineData((int)SuppressionReason.Bounced, "bounced")]
    [InlineData((int)SuppressionReason.Complained, "complained")]
    public async Task A_delivery_to_a_suppressed_address_is_skipped_and_says_why_and_the_others_go_out(int reason, string told)
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        await SuppressAsync(harness, "Ann@Example.com", (SuppressionReason)reason);
        Notice notice = await PostAsync(harness, category: null, Channel.Email);

        harness.Provider.Taken.Select(one => one.Delivery.Recipient).Should().Equal("bob@example.com");
        IReadOnlyList<Delivery> deliveries = await harness.DeliveriesAsync(notice);
        Delivery skipped = deliveries.Single(delivery => delivery.Recipient == "ann@example.com");
        (skipped.Status, skipped.Reason).Should().Be((DeliveryStatus.Skipped, told));
        (await harness.ProgressAsync(notice)).Counts[Channel.Email].Should().Be(new ChannelCounts(Sent: 1, Skipped: 1));
    }

    [Theory]
    [InlineData("news", 0)]
    [InlineData("offers", 1)]
    [InlineData(null, 1)]
    public async Task Who_unsubscribed_from_a_category_gets_everything_else(string? category, int mails)
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        await SuppressAsync(harness, "ann@example.com", SuppressionReason.Unsubscribed, "news");
        await PostAsync(harness, category, Channel.Email);

        harness.Provider.Taken.Count(one => one.Delivery.Recipient == "ann@example.com").Should().Be(mails);
    }

    [Fact]
    public async Task Another_channel_of_the_same_recipient_is_not_touched()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        await SuppressAsync(harness, "ann@example.com", SuppressionReason.Bounced);
        await PostAsync(harness, category: null, Channel.Email, Channel.Sms);

        harness.Provider.Taken.Select(one => one.Delivery.Recipient).Should().BeEquivalentTo("bob@example.com", "+14155550100");
    }

    [Fact]
    public async Task A_notice_whose_every_address_is_suppressed_ends_failed_and_says_so()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        await SuppressAsync(harness, "ann@example.com", SuppressionReason.Complained);
        await SuppressAsync(harness, "bob@example.com", SuppressionReason.Bounced);
        Notice notice = await PostAsync(harness, category: null, Channel.Email);

        harness.Provider.Taken.Should().BeEmpty();
        (await harness.ProgressAsync(notice)).Should().BeEquivalentTo(new { Status = NoticeStatus.Failed, Reason = "suppressed" });
    }

    [Fact]
    public async Task An_application_without_any_is_asked_for_once_in_a_while_and_the_first_counts_at_once_where_it_was_added()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        for (int notice = 0; notice < 10; notice++)
        {
            await PostAsync(harness, category: null, Channel.Email);
        }

        harness.SuppressionStore.Asked.Should().Be(1);
        await SuppressAsync(harness, "ann@example.com", SuppressionReason.Bounced);
        int before = harness.Provider.Taken.Count;
        await PostAsync(harness, category: null, Channel.Email);
        harness.Provider.Taken.Skip(before).Select(one => one.Delivery.Recipient).Should().Equal("bob@example.com");
    }

    [Fact]
    public async Task The_first_that_is_added_elsewhere_counts_after_a_few_seconds()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        await PostAsync(harness, category: null, Channel.Email);
        SuppressionKey key = harness.Suppressions.KeyOf("orders", Channel.Email, "ann@example.com", category: null);
        await harness.SuppressionStore.AddAsync("orders", new(key, SuppressionReason.Bounced, harness.Time.GetUtcNow()), CancellationToken.None);
        harness.Time.Advance(SuppressionList.Freshness);
        int before = harness.Provider.Taken.Count;
        await PostAsync(harness, category: null, Channel.Email);

        harness.Provider.Taken.Skip(before).Select(one => one.Delivery.Recipient).Should().Equal("bob@example.com");
    }

    [Theory]
    [InlineData("news", "https://notice.example", true)]
    [InlineData("offers", "https://notice.example", false)]
    [InlineData("news", null, false)]
    public async Task Mail_of_a_subscription_carries_each_recipients_own_link(string category, string? linkBase, bool has)
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = harness.Compose(schedule: null, AnnAndBob, Channel.Email) with { Category = category, LinkBase = linkBase };
        await harness.Store.ReserveAsync(notice, fingerprint: null, CancellationToken.None);
        await harness.Starter.StartAsync(harness.Engine.Client, notice, CancellationToken.None);
        await harness.Engine.Engine.WhenIdleAsync();

        string?[] links = [.. harness.Provider.Taken.Select(one => one.Delivery.UnsubscribeUrl)];
        if (!has)
        {
            links.Should().Equal(null, null);
            return;
        }

        links.Should().OnlyHaveUniqueItems().And.OnlyContain(link => link!.StartsWith("https://notice.example/u/", StringComparison.Ordinal));
        Unsubscriber who = harness.Unsubscribing.Read(links[0]!["https://notice.example/u/".Length..])!;
        (who.Application, who.Key.Field).Should().Be(("orders", harness.Suppressions.KeyOf("orders", Channel.Email, "ann@example.com", "news").Field));
        (await harness.DeliveriesAsync(notice)).Should().OnlyContain(delivery => delivery.Status == DeliveryStatus.Sent);
    }
}
