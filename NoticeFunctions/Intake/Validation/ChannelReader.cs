using System.Text.Json;
using System.Text.Json.Nodes;
using NoticeFunctions.Applications;
using NoticeFunctions.Channels;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Intake.Validation;

/// <summary>Reads <c>channels</c>, or finds those that the recipients have addresses for; each must have somebody to reach and somebody to carry, and be open to the application.</summary>
/// <param name="routing">What carries the application's messages.</param>
/// <param name="configurations">The configurations that the notice names.</param>
/// <param name="rules">What the application may use.</param>
internal sealed class ChannelReader(IRouting routing, IReadOnlyDictionary<Channel, string>? configurations, ApplicationRules rules)
{
    private static readonly JsonArray Example = ["email"];

    /// <summary>The address that mail is sent from where a notice names none; null where mail has no provider, or one that has none.</summary>
    public string? Sender => routing.For(Channel.Email, configurations?.GetValueOrDefault(Channel.Email)) is [{ } first, ..] ? first.Provider.Sender : null;

    /// <summary>The channels in the order of the enumeration, each once.</summary>
    public IReadOnlyList<Channel> Read(ObjectReader notice, IReadOnlyList<Recipient> recipients)
    {
        Channel[] reachable = [.. Enum.GetValues<Channel>().Where(channel => recipients.Any(one => one.AddressFor(channel) is not null))];
        IReadOnlyList<Channel> wanted = notice.Has("channels") ? ReadNamed(notice, recipients, reachable) : reachable;
        foreach (Channel channel in wanted.Where(channel => !routing.CanCarry(channel, configurations?.GetValueOrDefault(channel))))
        {
            notice.Fault("channels", $"{Names.Of(channel)} has no provider on this platform", Example);
        }

        foreach (Channel channel in wanted.Where(channel => rules.Channels?.Contains(channel) == false))
        {
            notice.Fault("channels", $"{Names.Of(channel)} is not open to your application; open are: {string.Join(", ", rules.Channels!.Select(Names.Of))}", Example);
        }

        return wanted;
    }

    private static Channel[] ReadNamed(ObjectReader notice, IReadOnlyList<Recipient> recipients, Channel[] reachable)
    {
        if (notice.Items("channels", Example) is not { } items)
        {
            return [];
        }

        if (items.Count == 0)
        {
            notice.Fault("channels", "must name at least one channel, or be left out", Example);
        }

        SortedSet<Channel> named = [];
        for (int index = 0; index < items.Count; index++)
        {
            JsonElement item = items[index];
            string place = $"channels/{index}";
            if (item.ValueKind != JsonValueKind.String || !Names.TryParse(item.GetString(), out Channel channel))
            {
                AddAt(place, $"must be one of: {string.Join(", ", Names.All<Channel>())}");
            }
            else if (!named.Add(channel))
            {
                AddAt(place, $"names {Names.Of(channel)} again");
            }
            else if (recipients.Count > 0 && !reachable.Contains(channel) && !UserDevices.MayReach(channel, recipients))
            {
                AddAt(place, $"no recipient has an address for {Names.Of(channel)}");
            }
        }

        return [.. named];

        void AddAt(string place, string detail) => notice.FaultAt(place, detail, "email");
    }
}
