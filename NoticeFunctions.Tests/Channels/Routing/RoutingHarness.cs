using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NoticeFunctions.Channels;
using NoticeFunctions.Channels.Configurations;
using NoticeFunctions.Channels.Routing;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Secrets;
using NoticeFunctions.Telemetry;
using NoticeFunctions.Tests.Applications.Signing;
using NoticeFunctions.Tests.Channels.Configurations;
using NoticeFunctions.Tests.LocalHost.Engine;

namespace NoticeFunctions.Tests.Channels.Routing;

/// <summary>The routing over configurations in memory, in virtual time, with a kind of provider that remembers what it has opened.</summary>
internal sealed class RoutingHarness : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly MeasuredMeters meters = new();
    private readonly NoticeMetrics metrics;
    private readonly SecretBox box = TestSecrets.Box();

    public RoutingHarness(IReadOnlyDictionary<Channel, Carrier>? settings = null, Carrier? sandbox = null, IConfigurationStore? store = null)
    {
        metrics = new(meters);
        Store = store ?? Memory;
        Secrets = new(box, Options.Create(new RecordsOptions { AddressKey = Convert.ToBase64String(new byte[32]) }));
        Opener = new(Kinds, Secrets, NullLogger<ProviderOpener>.Instance);
        Providers = new(Store, Opener, new PlatformCarriers(settings ?? new Dictionary<Channel, Carrier>(), sandbox), metrics, Time, NullLogger<Providers>.Instance);
    }

    public FakeTimeProvider Time { get; } = new(Samples.Start);

    public InMemoryConfigurationStore Memory { get; } = new();

    public IConfigurationStore Store { get; }

    public RecordingKind Kind { get; } = new();

    public ProviderKinds Kinds => new([Kind, new RecordingKind(Channel.Sms, "texting")]);

    public SettingSecrets Secrets { get; }

    public ProviderOpener Opener { get; }

    public Providers Providers { get; }

    /// <summary>Writes a configuration as another process does: this one is told nothing.</summary>
    public Task WriteAsync(string owner, string name, string key = "k3y", bool isDefault = false, string? fallback = null, bool disabled = false, string version = "1", string provider = "recording") =>
        Store.ChangeAsync(owner, Samples.Writing(Compose(owner, name, key, fallback, disabled, version, provider), isDefault), None);

    public Task DeleteAsync(string owner, string name) => Store.ChangeAsync(owner, _ => new(Channel.Email, name, Written: null, Default: null), None);

    public async Task<IRouting> ForAsync(string application) => await Providers.ForAsync(application, None);

    /// <summary>The configurations that would be tried.</summary>
    public async Task<IEnumerable<string?>> ChainAsync(string application, string? configuration = null) =>
        (await ForAsync(application)).For(Channel.Email, configuration).Select(carrier => carrier.Configuration);

    public async ValueTask DisposeAsync()
    {
        await Providers.DisposeAsync();
        box.Dispose();
        metrics.Dispose();
        meters.Dispose();
    }

    private ChannelConfiguration Compose(string owner, string name, string key, string? fallback, bool disabled, string version, string provider) =>
        new(owner, Channel.Email, name, provider, version, Samples.Start, Samples.Start)
        {
            Settings = new Dictionary<string, string> { ["from"] = $"{owner}-{name}@example.com" },
            Secrets = new Dictionary<string, LockedSecret> { ["key"] = Secrets.Lock(owner, Channel.Email, name, "key", key) },
            Fallback = fallback,
            Disabled = disabled,
        };
}
