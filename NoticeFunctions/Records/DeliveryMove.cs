namespace NoticeFunctions.Records;

/// <summary>What came of news about a delivery.</summary>
internal enum DeliveryMove
{
    /// <summary>It is what the news says now.</summary>
    Moved,

    /// <summary>It was that already, or is further: news comes repeated and out of order.</summary>
    Unchanged,

    /// <summary>It is still in the sender's hands: the news was faster than the record of its sending, and may be told again.</summary>
    TooEarly,

    /// <summary>There is no such delivery, or no longer.</summary>
    Unknown,
}
