namespace NoticeFunctions.Notices;

/// <summary>
/// By how much a notice's counts differ from what was counted when its occurrences were closed, because of what was heard of its deliveries later: signed, by channel.
/// Kept beside the progress, so that news never crosses with the closing of another occurrence.
/// </summary>
/// <param name="Changes">The differences.</param>
internal sealed record HeardCounts(IReadOnlyDictionary<Channel, ChannelCounts> Changes)
{
    /// <summary>Nothing was heard.</summary>
    public static HeardCounts None { get; } = new(new Dictionary<Channel, ChannelCounts>());

    /// <summary>One delivery has moved on.</summary>
    public HeardCounts Move(Channel channel, DeliveryStatus from, DeliveryStatus to) => new(new Dictionary<Channel, ChannelCounts>(Changes)
    {
        [channel] = (Changes.GetValueOrDefault(channel) ?? new ChannelCounts()).Add(to).Subtract(from),
    });

    /// <summary>Counts with what was heard.</summary>
    public IReadOnlyDictionary<Channel, ChannelCounts> Over(IReadOnlyDictionary<Channel, ChannelCounts> counts) =>
        Changes.Count == 0 ? counts : counts.ToDictionary(pair => pair.Key, pair => Changes.TryGetValue(pair.Key, out ChannelCounts? change) ? pair.Value.Plus(change) : pair.Value);
}
