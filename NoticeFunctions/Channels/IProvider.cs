using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels;

/// <summary>Carries messages on one channel.</summary>
internal interface IProvider
{
    /// <summary>What deliveries and attempts call it.</summary>
    string Name { get; }

    /// <summary>The most deliveries one call may hold.</summary>
    int LargestBatch { get; }

    /// <summary>The address that mail is sent from where a notice names none; null for those who carry none.</summary>
    string? Sender => null;

    /// <summary>
    /// Hands a notice to the provider for some recipients. Returns one outcome for each delivery, in their order, and throws only when the caller's token ends the call:
    /// then nobody knows what went out. A delivery may come twice (after a crash): its id goes along wherever the provider has room for it.
    /// </summary>
    /// <param name="notice">What to say.</param>
    /// <param name="deliveries">To whom: at least one, at most <see cref="LargestBatch"/>, all on this provider's channel.</param>
    /// <param name="cancellation">Ends the call.</param>
    Task<IReadOnlyList<ProviderOutcome>> SendAsync(Notice notice, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation);
}
