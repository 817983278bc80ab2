using Microsoft.Extensions.Options;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Records.Suppressions;

namespace NoticeFunctions.Orchestration;

/// <summary>Gives mail of a category that is a subscription the link to unsubscribe by, one for each recipient.</summary>
internal sealed class UnsubscribeLinks(UnsubscribeTokens tokens, AddressHasher addresses, IOptions<SubscriptionOptions> options)
{
    /// <summary>Whether mail of a category carries such links.</summary>
    public bool AreFor(string? category) => category is not null && options.Value.Categories.Contains(category);

    /// <summary>The deliveries with their links, where they have any.</summary>
    public Delivery[] Link(Notice notice, Delivery[] deliveries) =>
        notice is { LinkBase: { } @base, Category: { } category } && AreFor(category) && deliveries is [{ Channel: Channel.Email }, ..]
            ? [.. deliveries.Select(delivery => delivery with { UnsubscribeUrl = $"{@base}/u/{tokens.Make(Of(notice, delivery, category))}" })]
            : deliveries;

    private Unsubscriber Of(Notice notice, Delivery delivery, string category) =>
        new(notice.Application, new SuppressionKey(Channel.Email, addresses.Hash(notice.Application, delivery.Recipient), category));
}
