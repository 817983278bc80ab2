using NoticeFunctions.Channels;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Tests.Channels;

/// <summary>Messages for tests of providers.</summary>
internal static class Messages
{
    /// <summary>A notice by mail, and its deliveries.</summary>
    public static (Notice Notice, Delivery[] Deliveries) Compose(DateTimeOffset now, int recipients = 1)
    {
        Notice notice = new(
            "orders", new string('a', 32), "Order shipped", new NoticeContent("On its way."), [.. Enumerable.Range(0, recipients).Select(index => new Recipient(Email: $"user{index}@example.com"))],
            [Channel.Email], null, Priority.Normal, null, null, now, now, null);
        return (notice, [.. notice.RecipientsOn(Channel.Email).Select(one => new Delivery(notice.Id, 1, Channel.Email, one.Index, one.Address, "provider", DeliveryStatus.Sending, []))]);
    }
}

/// <summary>A provider that takes everything, knows what it was opened with, and whether it was closed.</summary>
internal sealed class ClosableProvider(IReadOnlyDictionary<string, string>? settings = null) : IProvider, IDisposable
{
    public IReadOnlyDictionary<string, string> Settings { get; } = settings ?? new Dictionary<string, string>();

    public bool IsClosed { get; private set; }

    public int Calls { get; private set; }

    public string Name => "closable";

    public int LargestBatch => 1000;

    public Task<IReadOnlyList<ProviderOutcome>> SendAsync(Notice notice, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
    {
        Calls++;
        return Task.FromResult<IReadOnlyList<ProviderOutcome>>([.. deliveries.Select(_ => ProviderOutcome.Accepted())]);
    }

    public void Dispose() => IsClosed = true;
}

/// <summary>A kind of provider for tests, with a setting and a secret, that remembers what it has opened.</summary>
internal sealed class RecordingKind(Channel channel = Channel.Email, string name = "recording") : IProviderKind
{
    private readonly Lock gate = new();
    private readonly List<ClosableProvider> opened = [];

    public IReadOnlyList<ClosableProvider> Opened
    {
        get
        {
            lock (gate)
            {
                return [.. opened];
            }
        }
    }

    public string Name => name;

    public Channel Channel => channel;

    public IReadOnlyList<ProviderSetting> Settings { get; } = [new("key", "k3y", IsSecret: true), new("from", "no-reply@example.com"), new("port", "25", IsRequired: false)];

    public IEnumerable<SettingFault> Check(IReadOnlyDictionary<string, string> settings)
    {
        if (settings.TryGetValue("from", out string? from) && !from.Contains('@'))
        {
            yield return new("from", "must be an address");
        }
    }

    public IProvider Open(IReadOnlyDictionary<string, string> settings)
    {
        lock (gate)
        {
            opened.Add(new ClosableProvider(settings));
            return opened[^1];
        }
    }
}
