using NoticeFunctions.Notices;

namespace NoticeFunctions.Records;

/// <summary>Where messages go on a channel without a provider, for people to look at: the latest 1,000 of an application, for a day.</summary>
internal interface ISandbox
{
    /// <summary>Takes messages, in one round trip. A repeated delivery is there twice, as it would be with a recipient.</summary>
    Task AddAsync(string application, IReadOnlyCollection<SandboxItem> items, CancellationToken cancellation);

    /// <summary>What was taken, newest first.</summary>
    /// <exception cref="InvalidContinuationException">The continuation is none, or points at what is no longer kept.</exception>
    Task<Page<SandboxItem>> ListAsync(string application, int limit, string? continuation, CancellationToken cancellation);
}

/// <summary>A message that would have gone out.</summary>
internal sealed record SandboxItem(string DeliveryId, Channel Channel, string Recipient, string Title, NoticeContent Content, DateTimeOffset At);
