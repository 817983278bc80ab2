using System.Text.Json;
using System.Text.Json.Nodes;
using NoticeFunctions.Channels;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Intake.Validation;

/// <summary>Reads <c>configuration</c>: the channel configurations that the notice goes by, where it should not go by its channels' defaults.</summary>
internal static class ConfigurationReader
{
    /// <summary>The member.</summary>
    public const string Member = "configuration";

    private static readonly JsonObject Example = new() { ["email"] = "marketing" };

    /// <summary>The names by channel; null when there are none. What is wrong is left out, with faults.</summary>
    /// <param name="notice">The notice's members.</param>
    /// <param name="routing">What carries the application's messages.</param>
    public static IReadOnlyDictionary<Channel, string>? Read(ObjectReader notice, IRouting routing)
    {
        if (notice.Value(Member) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            notice.Fault(Member, "must be an object: for a channel, the name of one of its configurations", Example.DeepClone());
            return null;
        }

        Dictionary<Channel, string> names = [];
        foreach (JsonProperty pair in value.EnumerateObject())
        {
            string place = $"{Member}/{ObjectReader.Escape(pair.Name)}";
            if (!Names.TryParse(pair.Name, out Channel channel))
            {
                notice.FaultAt(place, $"is no channel; channels are: {string.Join(", ", Names.All<Channel>())}", Example.DeepClone());
            }
            else if (pair.Value.ValueKind != JsonValueKind.String || !routing.CanCarry(channel, pair.Value.GetString()!))
            {
                notice.FaultAt(place, Detail(channel, routing.Names(channel)), "marketing");
            }
            else if (!names.TryAdd(channel, pair.Value.GetString()!))
            {
                notice.FaultAt(place, "stands here more than once", "marketing");
            }
        }

        return names.Count == 0 ? null : names;
    }

    /// <summary>Notes those that are for a channel on which nobody is told.</summary>
    /// <param name="notice">The notice's members.</param>
    /// <param name="names">What was read.</param>
    /// <param name="used">The channels of the notice and of its escalation.</param>
    public static void CheckUse(ObjectReader notice, IReadOnlyDictionary<Channel, string>? names, IReadOnlyCollection<Channel> used)
    {
        // Where nothing is used, something else is wrong.
        foreach (Channel channel in names is null || used.Count == 0 ? [] : names.Keys.Except(used))
        {
            notice.FaultAt($"{Member}/{Names.Of(channel)}", "is for a channel that the notice does not use", Example.DeepClone());
        }
    }

    private static string Detail(Channel channel, IReadOnlyList<string> names) => names.Count == 0
        ? $"must be the name of a configuration of {Names.Of(channel)} that is enabled, and there is none that you may use"
        : $"must be the name of a configuration of {Names.Of(channel)} that is enabled; you may use: {string.Join(", ", names)}";
}
