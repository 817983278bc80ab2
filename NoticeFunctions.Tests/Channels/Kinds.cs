using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NoticeFunctions.Channels;
using NoticeFunctions.Channels.App;
using NoticeFunctions.Channels.Calls;
using NoticeFunctions.Channels.Sms;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NSubstitute;

namespace NoticeFunctions.Tests.Channels;

/// <summary>The kinds of providers as the app registers them, and something to send with them.</summary>
internal static class Kinds
{
    public static readonly DateTimeOffset Created = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static IProviderKind Named(string name, TimeProvider? time = null, IDeviceStore? devices = null, string? environment = null, string? publicUrl = null)
    {
        IHostEnvironment host = Substitute.For<IHostEnvironment>();
        host.EnvironmentName.Returns(environment ?? Environments.Development);
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Notices:PublicUrl", publicUrl)]).Build();
        ServiceProvider services = new ServiceCollection()
            .AddSingleton(host)
            .AddSingleton(time ?? TimeProvider.System)
            .AddSingleton(devices ?? Substitute.For<IDeviceStore>())
            .AddProviderCalls()
            .AddSms(configuration)
            .AddAppPush()
            .BuildServiceProvider();
        return services.GetServices<IProviderKind>().Single(kind => kind.Name == name);
    }

    /// <summary>A notice for some recipients.</summary>
    public static Notice Notice(Channel channel, params Recipient[] to) =>
        new("orders", new string('a', 32), "Order shipped", new NoticeContent("On its way."), to, [channel], null, Priority.Normal, "order-shipped", null, Created, Created, null);

    /// <summary>Its deliveries on its channel.</summary>
    public static Delivery[] Deliveries(Notice notice) =>
        [.. notice.RecipientsOn(notice.Channels[0]).Select(one => new Delivery(notice.Id, 3, notice.Channels[0], one.Index, one.Address, "provider", DeliveryStatus.Sending, []))];

    /// <summary>Sends it to all.</summary>
    public static Task<IReadOnlyList<ProviderOutcome>> SendAllAsync(this IProvider provider, Notice notice) => provider.SendAsync(notice, Deliveries(notice), CancellationToken.None);

    /// <summary>Sends it to its one recipient.</summary>
    public static async Task<ProviderOutcome> SendOneAsync(this IProvider provider, Notice notice) => (await provider.SendAllAsync(notice)).Single();

    /// <summary>The settings that are wrong.</summary>
    public static IEnumerable<string> Wrong(this IProviderKind kind, IReadOnlyDictionary<string, string> settings) => kind.Check(settings).Select(fault => fault.Setting);
}
