using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Channels;

/// <summary>Who carries what, for each application.</summary>
internal interface IProviders
{
    /// <summary>
    /// What carries an application's messages, as it was at most 5 seconds ago. Mostly it is at hand and costs no call to Redis.
    /// </summary>
    /// <exception cref="RecordsUnavailableException">It is not at hand and the records are away.</exception>
    ValueTask<IRouting> ForAsync(string application, CancellationToken cancellation);

    /// <summary>Takes note that the configurations of an application, or the shared ones, have been changed here: this process goes by it at once.</summary>
    void Outdate(string owner);
}

/// <summary>What carries one application's messages.</summary>
internal interface IRouting
{
    /// <summary>Whether somebody carries a channel, the sandbox included where it is enabled.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="configuration">The channel configuration that the notice names; null for the channel's default.</param>
    bool CanCarry(Channel channel, string? configuration = null);

    /// <summary>
    /// Those to be tried on a channel one after the other: the next where all before it have failed for now. Empty when nobody carries it at present. What it gives
    /// is good for a delivery, and not to be kept.
    /// </summary>
    /// <exception cref="RecordsUnavailableException">Their secrets can't be had at the moment.</exception>
    IReadOnlyList<Carrier> For(Channel channel, string? configuration = null);

    /// <summary>The channel configurations that a notice may name: those that are enabled.</summary>
    IReadOnlyList<string> Names(Channel channel);
}
