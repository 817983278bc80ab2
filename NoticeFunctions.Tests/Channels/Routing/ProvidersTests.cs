using NoticeFunctions.Channels;
using NoticeFunctions.Channels.Configurations;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Tests.Channels.Configurations;

namespace NoticeFunctions.Tests.Channels.Routing;

public sealed class ProvidersTests
{
    private const string Shared = ChannelConfiguration.Shared;

    [Fact]
    public async Task A_notice_goes_by_what_it_names_or_its_applications_default_or_the_shared_one_or_the_settings_or_the_sandbox()
    {
        Carrier settings = new(new ClosableProvider());
        Carrier sandbox = new(new ClosableProvider());
        await using RoutingHarness harness = new(new Dictionary<Channel, Carrier> { [Channel.Email] = settings }, sandbox);
        (await harness.ForAsync("orders")).For(Channel.Email).Should().Equal(settings);
        (await harness.ForAsync("orders")).For(Channel.Sms).Should().Equal(sandbox);

        await harness.WriteAsync(Shared, "relay", isDefault: true);
        await harness.WriteAsync("orders", "marketing");
        harness.Time.Advance(TimeSpan.FromSeconds(5));
        (await harness.ChainAsync("orders")).Should().Equal("relay");
        (await harness.ChainAsync("orders", "marketing")).Should().Equal("marketing");

        await harness.WriteAsync("orders", "primary", isDefault: true);
        harness.Time.Advance(TimeSpan.FromSeconds(5));
        (await harness.ChainAsync("orders")).Should().Equal("primary");
        (await harness.ChainAsync("orders", "relay")).Should().Equal(["relay"], "a shared one may be named");
        (await harness.ChainAsync("billing")).Should().Equal("relay");
    }

    [Fact]
    public async Task Two_applications_never_meet_each_others_configurations()
    {
        await using RoutingHarness harness = new();
        await harness.WriteAsync("orders", "primary", key: "of orders", isDefault: true);
        await harness.WriteAsync("billing", "primary", key: "of billing", isDefault: true, fallback: "reserve");
        await harness.WriteAsync("billing", "reserve", key: "of billing, too");

        (await harness.ChainAsync("orders", "reserve")).Should().BeEmpty();
        (await harness.ForAsync("orders")).CanCarry(Channel.Email, "reserve").Should().BeFalse();
        (await harness.ForAsync("orders")).Names(Channel.Email).Should().Equal("primary");
        (await harness.ForAsync("shipping")).CanCarry(Channel.Email).Should().BeFalse();
        (await harness.ChainAsync("billing")).Should().Equal("primary", "reserve");
        await harness.ChainAsync("orders");
        harness.Kind.Opened.Select(one => one.Settings["key"]).Should().BeEquivalentTo("of billing", "of billing, too", "of orders");
    }

    [Fact]
    public async Task A_disabled_one_is_passed_over_and_can_not_be_named()
    {
        await using RoutingHarness harness = new();
        await harness.WriteAsync(Shared, "relay", isDefault: true);
        await harness.WriteAsync("orders", "primary", isDefault: true, fallback: "reserve", disabled: true);
        await harness.WriteAsync("orders", "reserve");

        (await harness.ChainAsync("orders")).Should().Equal("reserve");
        (await harness.ForAsync("orders")).CanCarry(Channel.Email, "primary").Should().BeFalse();
        (await harness.ForAsync("orders")).Names(Channel.Email).Should().Equal("relay", "reserve");

        await harness.WriteAsync("orders", "reserve", disabled: true);
        harness.Time.Advance(TimeSpan.FromSeconds(5));
        (await harness.ChainAsync("orders")).Should().Equal(["relay"], "a default that is wholly switched off is as good as none");
        (await harness.ChainAsync("orders", "primary")).Should().BeEmpty("what a notice names is not replaced by something else");
    }

    [Fact]
    public async Task No_more_than_five_are_tried()
    {
        await using RoutingHarness harness = new();
        for (int number = 1; number <= 7; number++)
        {
            await harness.WriteAsync("orders", $"c{number}", fallback: number < 7 ? $"c{number + 1}" : null);
        }

        (await harness.ChainAsync("orders", "c1")).Should().Equal("c1", "c2", "c3", "c4", "c5");
    }

    [Fact]
    public async Task Another_secret_takes_effect_within_five_seconds_and_what_it_replaces_is_closed_a_while_later()
    {
        await using RoutingHarness harness = new();
        await harness.WriteAsync("orders", "primary", key: "old", isDefault: true, fallback: "reserve");
        await harness.WriteAsync("orders", "reserve");
        IReadOnlyList<Carrier> before = (await harness.ForAsync("orders")).For(Channel.Email);

        await harness.WriteAsync("orders", "primary", key: "new", isDefault: true, fallback: "reserve", version: "2");
        harness.Time.Advance(TimeSpan.FromSeconds(5));
        IReadOnlyList<Carrier> after = (await harness.ForAsync("orders")).For(Channel.Email);

        harness.Kind.Opened.Select(one => one.Settings["key"]).Should().Equal("old", "k3y", "new");
        after[1].Should().BeSameAs(before[1], "what has not changed keeps its connections and its breaker");
        (await before[0].Provider.SendAsync(Messages.Compose(Samples.Start).Notice, Messages.Compose(Samples.Start).Deliveries, CancellationToken.None))
            .Should().OnlyContain(outcome => outcome.Result == AttemptResult.Accepted, "deliveries that are under way still use it");
        harness.Kind.Opened.Should().OnlyContain(one => !one.IsClosed);

        harness.Time.Advance(TimeSpan.FromMinutes(10));
        await UntilAsync(() => harness.Kind.Opened[0].IsClosed);
        harness.Kind.Opened.Skip(1).Should().OnlyContain(one => !one.IsClosed);
    }

    [Fact]
    public async Task A_change_here_holds_at_once_and_common_requests_ask_the_store_nothing()
    {
        await using RoutingHarness harness = new();
        await harness.WriteAsync("orders", "primary", isDefault: true);
        await harness.ChainAsync("orders");
        int loads = harness.Memory.Loads;
        IRouting routing = await harness.ForAsync("orders");
        for (int delivery = 0; delivery < 1000; delivery++)
        {
            (await harness.ForAsync("orders")).Should().BeSameAs(routing);
        }

        harness.Memory.Loads.Should().Be(loads);
        await harness.DeleteAsync("orders", "primary");
        (await harness.ChainAsync("orders")).Should().Equal("primary");
        harness.Providers.Outdate("orders");
        (await harness.ChainAsync("orders")).Should().BeEmpty();
    }

    [Fact]
    public async Task One_that_can_not_be_opened_fails_for_now_and_says_why()
    {
        await using RoutingHarness harness = new();
        await harness.WriteAsync("orders", "odd", provider: "fax");
        await harness.Store.ChangeAsync("orders", Samples.Writing(Samples.One("orders", "stolen") with { Provider = "recording" }), CancellationToken.None);
        (Notice notice, Delivery[] deliveries) = Messages.Compose(Samples.Start);

        Carrier odd = (await harness.ForAsync("orders")).For(Channel.Email, "odd").Single();
        (await odd.Provider.SendAsync(notice, deliveries, CancellationToken.None)).Single().Should().Be(ProviderOutcome.Transient("Configuration odd can't be used: this platform knows no such provider."));
        Carrier stolen = (await harness.ForAsync("orders")).For(Channel.Email, "stolen").Single();
        (await stolen.Provider.SendAsync(notice, deliveries, CancellationToken.None)).Single().Error.Should().Contain("can't be read with the certificate");
    }

    [Fact]
    public async Task While_the_store_is_away_nothing_older_than_five_seconds_is_believed()
    {
        await using RoutingHarness harness = new();
        await harness.WriteAsync("orders", "primary", isDefault: true);
        await harness.ChainAsync("orders");
        harness.Memory.Away = true;

        harness.Time.Advance(TimeSpan.FromSeconds(3));
        (await harness.ChainAsync("orders")).Should().Equal("primary");
        harness.Time.Advance(TimeSpan.FromSeconds(2));
        await FluentActions.Awaiting(() => harness.ForAsync("orders")).Should().ThrowAsync<RecordsUnavailableException>();
    }

    [Fact]
    public async Task At_the_end_everything_is_closed()
    {
        RoutingHarness harness = new();
        await harness.WriteAsync("orders", "primary", isDefault: true);
        await harness.ChainAsync("orders");
        await harness.DisposeAsync();

        harness.Kind.Opened.Should().ContainSingle().Which.IsClosed.Should().BeTrue();
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Yield();
        }
    }
}
