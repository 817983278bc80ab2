using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Channels.WebSocket;

/// <summary>
/// Delivers to users: into their inboxes first, which makes it sent. The push itself is the activity's output binding, for nobody may be connected, and who is drops what
/// comes twice by its delivery id.
/// </summary>
internal sealed class SignalRProvider(IInbox inbox, TimeProvider time) : IProvider
{
    /// <summary>What deliveries call it.</summary>
    public const string ProviderName = "signalR";

    /// <inheritdoc/>
    public string Name => ProviderName;

    /// <inheritdoc/>
    public int LargestBatch => 1000;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProviderOutcome>> SendAsync(Notice notice, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
    {
        DateTimeOffset now = time.GetUtcNow();
        try
        {
            await inbox.AddAsync([.. deliveries.Select(delivery => new InboxEntry(new InboxUser(notice.Application, delivery.Recipient), delivery.Id, now))], cancellation);
            return [.. deliveries.Select(_ => ProviderOutcome.Accepted())];
        }
        catch (RecordsUnavailableException)
        {
            return [.. deliveries.Select(_ => ProviderOutcome.Transient("The inboxes' store is away."))];
        }
    }
}
