using NoticeFunctions.Notices;

namespace NoticeFunctions.Records;

/// <summary>What an activity works on.</summary>
/// <param name="Notice">The notice.</param>
/// <param name="Progress">As recorded last, under what the controls say.</param>
/// <param name="Deliveries">Those of the occurrence (and slice) that are in the ledger; empty before the first run.</param>
/// <param name="Retries">Deliveries of closed occurrences (and of the slice) that wait for another attempt, due or not.</param>
internal sealed record OccurrenceState(
    Notice Notice,
    NoticeProgress Progress,
    IReadOnlyList<Delivery> Deliveries,
    IReadOnlyList<Delivery> Retries)
{
    /// <summary>The notice's controls; null where there were none.</summary>
    public NoticeControl? Control { get; init; }

    /// <summary>The progress as it was written.</summary>
    public NoticeProgress Recorded { get; init; } = Progress;

    /// <summary>Whether there was no progress yet: nothing has happened to the notice, and who writes one first knows that nobody else has.</summary>
    public bool IsFresh { get; init; }
}

/// <summary>A part of an occurrence: some recipients on one channel.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="First">Index of the first recipient, from 0.</param>
/// <param name="Count">How many indexes, those without an address on the channel included.</param>
internal sealed record RecipientSlice(Channel Channel, int First, int Count)
{
    /// <summary>Whether a delivery to this recipient belongs to it.</summary>
    public bool Contains(Channel channel, int recipientIndex) => channel == Channel && recipientIndex >= First && recipientIndex < First + Count;
}
