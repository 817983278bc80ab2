using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NoticeFunctions.Applications;
using NoticeFunctions.Channels;
using NoticeFunctions.Limits;
using NoticeFunctions.Records;
using NoticeFunctions.Secrets;
using NoticeFunctions.Telemetry;
using NSubstitute;
using StackExchange.Redis;

namespace NoticeFunctions.Tests.Channels;

/// <summary>What holds for every kind of provider that the app registers.</summary>
public sealed class ProviderKindTests : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly IProviderKind[] kinds;

    public ProviderKindTests()
    {
        IHostEnvironment environment = Substitute.For<IHostEnvironment>();
        environment.EnvironmentName.Returns(Environments.Production);
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Records:AddressKey", Convert.ToBase64String(new byte[32]))]).Build();
        services = new ServiceCollection().AddLogging().AddSingleton(environment).AddSingleton(configuration)
            .AddNoticeTelemetry(configuration).AddRecords(configuration).AddSecrets(configuration, environment).AddLimits(configuration).AddApplications(configuration).AddChannels(configuration)
            .AddSingleton(Substitute.For<IDatabase>())
            .BuildServiceProvider();
        kinds = [.. services.GetServices<IProviderKind>()];
    }

    [Fact]
    public void Each_is_found_by_its_channel_and_name()
    {
        kinds.Should().NotBeEmpty();
        kinds.Select(kind => (kind.Channel, kind.Name)).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Whatever_settings_are_there_and_whatever_they_say_a_check_names_settings_and_never_fails()
    {
        string[] texts = ["", " ", "x", "0", "-1", "99999999999", "http://", "https://user@host/?q#f", "{", "{}", "[]", "true", "\r\n", "\ud800", "a@b", "+1", new string('x', 5000)];
        foreach (IProviderKind kind in kinds)
        {
            string[] names = [.. kind.Settings.Select(setting => setting.Name)];
            foreach (string text in texts)
            {
                foreach (string[] some in (string[][])[[], names, .. names.Select(name => new[] { name }), .. names.Select(name => names.Except([name]).ToArray())])
                {
                    kind.Check(some.ToDictionary(name => name, _ => text)).Select(fault => fault.Setting).Should().BeSubsetOf(names, kind.Name);
                }
            }
        }
    }

    [Fact]
    public void Its_own_examples_are_right()
    {
        foreach (IProviderKind kind in kinds)
        {
            // A messaging service stands in the place of a sender.
            IEnumerable<ProviderSetting> together = kind.Settings.Where(setting => setting.Name != "messagingServiceSid");

            // A service account's key file is no example that anybody should print.
            kind.Check(together.ToDictionary(setting => setting.Name, setting => setting.Example)).Where(fault => fault.Setting != "serviceAccount").Should().BeEmpty(kind.Name);
        }
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
