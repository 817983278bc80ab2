using NoticeFunctions.Channels.Sms;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Channels.Sandbox;

/// <summary>Accepts everything and keeps it to be looked at, so that a channel can be tried without an account at a provider.</summary>
internal sealed class SandboxProvider(ISandbox sandbox, TimeProvider time) : IProvider
{
    /// <inheritdoc/>
    public string Name => "sandbox";

    /// <inheritdoc/>
    public int LargestBatch => 1000;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProviderOutcome>> SendAsync(Notice notice, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
    {
        DateTimeOffset now = time.GetUtcNow();
        SandboxItem[] items = [.. deliveries.Select(delivery => new SandboxItem(delivery.Id, delivery.Channel, delivery.Recipient, notice.Title, notice.Content, now))];
        try
        {
            await sandbox.AddAsync(notice.Application, items, cancellation);
            return [.. deliveries.Select(delivery => delivery.Channel == Channel.Sms ? ProviderOutcome.Accepted() with { Segments = SmsSegments.Count(SmsText.Of(notice)) } : ProviderOutcome.Accepted())];
        }
        catch (RecordsUnavailableException)
        {
            return [.. deliveries.Select(_ => ProviderOutcome.Transient("The sandbox's store is away."))];
        }
    }
}
