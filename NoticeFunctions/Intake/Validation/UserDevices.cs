using NoticeFunctions.Addresses;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Intake.Validation;

/// <summary>
/// Lets a notice that names the channel app reach users on the devices that are registered for them. Named it has to be: a user alone means WebSocket and inbox, for whether
/// there are devices is known only when the notice goes out.
/// </summary>
internal static class UserDevices
{
    /// <summary>Whether a channel that is named may reach somebody of these, though none has an address for it.</summary>
    public static bool MayReach(Channel channel, IReadOnlyList<Recipient> recipients) => channel == Channel.App && recipients.Any(one => one.User is not null);

    /// <summary>The recipients of a notice; users without a device of their own get the address of their devices, where the notice or a step for its recipients names app.</summary>
    /// <param name="to">The notice's recipients.</param>
    /// <param name="notice">The notice's members.</param>
    /// <param name="channels">Its channels.</param>
    /// <param name="escalation">Its escalation.</param>
    public static IReadOnlyList<Recipient> Fill(IReadOnlyList<Recipient> to, ObjectReader notice, IReadOnlyList<Channel> channels, EscalationDraft? escalation) =>
        escalation?.Steps.Any(step => step.Reach.First == 0 && step.Reach.Channels.Contains(Channel.App) && !channels.Contains(Channel.App)) == true ? Fill(to) : Fill(to, notice, channels);

    /// <summary>The same for one object's recipients and channels.</summary>
    public static IReadOnlyList<Recipient> Fill(IReadOnlyList<Recipient> to, ObjectReader holder, IReadOnlyList<Channel> channels) =>
        holder.Has("channels") && channels.Contains(Channel.App) ? Fill(to) : to;

    private static IReadOnlyList<Recipient> Fill(IReadOnlyList<Recipient> to) =>
        [.. to.Select(one => one is { Device: null, User: { } user } ? one with { Device = DeviceAddress.OfUser(user) } : one)];
}
