using FsCheck.Xunit;
using NoticeFunctions.Channels.Configurations;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Tests.Channels.Configurations;

public sealed class ConfigurationRulesTests
{
    private static readonly OwnerConfigurations Nothing = OwnerConfigurations.None("orders");
    private static readonly OwnerConfigurations Shared = All(ChannelConfiguration.Shared, ("relay", null), ("reserve", "relay"));

    [Theory]
    [InlineData("primary", null, null)]
    [InlineData("primary", "secondary", null)]
    [InlineData("primary", "relay", null)]
    [InlineData("primary", "primary", "must be another configuration than this one")]
    [InlineData("primary", "nobody", "must be the name of a configuration of this channel, your own or a shared one")]
    [InlineData("secondary", "third", "must not lead back to this configuration")]
    public void A_fallback_is_there_and_does_not_lead_back(string name, string? fallback, string? detail)
    {
        OwnerConfigurations own = All("orders", ("secondary", null), ("third", "secondary"));

        ConfigurationRules.FallbackFault(own, Shared, Samples.One("orders", name, fallback: fallback)).Should().Be(detail);
    }

    [Fact]
    public void A_fallback_on_another_channel_is_none() =>
        ConfigurationRules.FallbackFault(All("orders", ("secondary", null)), Shared, Samples.One("orders", "texts", Channel.Sms, fallback: "secondary")).Should().NotBeNull();

    [Fact]
    public void A_shared_one_falls_back_to_shared_ones_alone()
    {
        OwnerConfigurations own = All("orders", ("relay", null), ("mine", "reserve"));

        ConfigurationRules.FallbackFault(Shared, Shared, Samples.One(ChannelConfiguration.Shared, "third", fallback: "mine")).Should().NotBeNull();
        ConfigurationRules.Chain(own, Shared, own.Find(Channel.Email, "mine")!).Select(one => one.ToString())
            .Should().Equal(["orders/email/mine", "admin/email/reserve", "admin/email/relay"], "though orders has one of that name, too");
    }

    [Fact]
    public void One_that_takes_the_place_of_a_shared_one_must_not_lead_back_either()
    {
        OwnerConfigurations own = All("orders", ("mine", "relay"));

        ConfigurationRules.FallbackFault(own, Shared, Samples.One("orders", "relay", fallback: "mine")).Should().Be("must not lead back to this configuration");
    }

    [Property]
    public bool Whatever_is_written_as_the_rules_allow_no_chain_is_a_circle((byte Name, byte Fallback)[] writes)
    {
        OwnerConfigurations own = Nothing;
        foreach ((byte name, byte fallback) in writes)
        {
            ChannelConfiguration one = Samples.One("orders", $"c{name % 8}", fallback: fallback % 9 == 8 ? null : $"c{fallback % 9}");
            own = ConfigurationRules.FallbackFault(own, Shared, one) is null ? own.After(new(one.Channel, one.Name, one, Default: null), "1") : own;
        }

        return own.Items.All(one => ConfigurationRules.Chain(own, Shared, one).Last() is { } last && (last.Fallback is not { } next || ConfigurationRules.Resolve(own, Shared, last, next) is null));
    }

    private static OwnerConfigurations All(string owner, params (string Name, string? Fallback)[] ones) =>
        OwnerConfigurations.None(owner) with { Stamp = "1", Items = [.. ones.Select(one => Samples.One(owner, one.Name, fallback: one.Fallback))] };
}
