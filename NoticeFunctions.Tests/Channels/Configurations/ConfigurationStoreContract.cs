using NoticeFunctions.Channels.Configurations;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Tests.Channels.Configurations;

/// <summary>What every store of configurations must do.</summary>
public abstract class ConfigurationStoreContract
{
    private protected static readonly CancellationToken None = CancellationToken.None;

    private protected abstract Task<IConfigurationStore> OpenAsync();

    [Fact]
    public async Task A_configuration_is_found_as_it_was_written_and_by_its_owner_alone()
    {
        IConfigurationStore store = await OpenAsync();
        ChannelConfiguration one = Samples.One("orders", "primary", fallback: "secondary", disabled: true);
        OwnerConfigurations after = await store.ChangeAsync("orders", Samples.Writing(one, isDefault: true), None);

        OwnerConfigurations found = await store.LoadAsync("orders", known: null, None);
        found.Should().BeEquivalentTo(after);
        found.Find(Channel.Email, "primary").Should().BeEquivalentTo(one);
        found.DefaultOf(Channel.Email)!.Name.Should().Be("primary");
        found.Find(Channel.Sms, "primary").Should().BeNull();
        (await store.LoadAsync("billing", known: null, None)).Should().BeEquivalentTo(OwnerConfigurations.None("billing"));
    }

    [Fact]
    public async Task What_is_known_comes_back_as_it_is_until_something_changes()
    {
        IConfigurationStore store = await OpenAsync();
        OwnerConfigurations none = await store.LoadAsync("orders", known: null, None);
        (await store.LoadAsync("orders", none, None)).Should().BeSameAs(none);
        await store.ChangeAsync("orders", Samples.Writing(Samples.One("orders", "primary")), None);

        OwnerConfigurations one = await store.LoadAsync("orders", none, None);
        one.Items.Should().ContainSingle();
        (await store.LoadAsync("orders", one, None)).Should().BeSameAs(one);
    }

    [Fact]
    public async Task A_channel_has_one_default_which_moves_and_goes()
    {
        IConfigurationStore store = await OpenAsync();
        await store.ChangeAsync("orders", Samples.Writing(Samples.One("orders", "primary"), isDefault: true), None);
        await store.ChangeAsync("orders", Samples.Writing(Samples.One("orders", "texts", Channel.Sms), isDefault: true), None);
        (await store.ChangeAsync("orders", Samples.Writing(Samples.One("orders", "secondary"), isDefault: true), None)).Defaults
            .Should().BeEquivalentTo(new Dictionary<Channel, string> { [Channel.Email] = "secondary", [Channel.Sms] = "texts" });

        await store.ChangeAsync("orders", _ => new(Channel.Email, "secondary", Written: null, Default: null), None);
        OwnerConfigurations found = await store.LoadAsync("orders", known: null, None);
        found.DefaultOf(Channel.Email).Should().BeNull();
        found.Items.Select(one => one.Name).Should().BeEquivalentTo("primary", "texts");
    }

    [Fact]
    public async Task What_is_decided_against_changes_nothing()
    {
        IConfigurationStore store = await OpenAsync();
        OwnerConfigurations one = await store.ChangeAsync("orders", Samples.Writing(Samples.One("orders", "primary")), None);

        (await store.ChangeAsync("orders", _ => null, None)).Should().BeEquivalentTo(one);
        (await store.LoadAsync("orders", one, None)).Should().BeSameAs(one);
    }
}
