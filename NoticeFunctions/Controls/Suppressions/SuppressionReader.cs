using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NoticeFunctions.Addresses;
using NoticeFunctions.Intake.Validation;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Controls.Suppressions;

/// <summary>A suppression as asked for.</summary>
/// <param name="Channel">On which channel.</param>
/// <param name="Address">Whom.</param>
/// <param name="Reason">Why.</param>
/// <param name="Category">Of what; null for everything.</param>
internal sealed record SuppressionDraft(Channel Channel, string Address, SuppressionReason Reason, string? Category);

/// <summary>Reads the body of <c>POST /api/suppressions</c>.</summary>
internal static partial class SuppressionReader
{
    private const string ChannelMember = "channel";
    private const string AddressMember = "address";
    private static readonly string[] Members = [ChannelMember, AddressMember, "reason", "category"];
    private static readonly JsonObject Example = new() { [ChannelMember] = "email", [AddressMember] = "ann@example.com", ["reason"] = "unsubscribed" };

    /// <summary>The suppression, or null with faults.</summary>
    public static SuppressionDraft? Read(JsonElement body, FaultList faults)
    {
        if (ObjectReader.Open(body, "", faults, Members, Example.DeepClone()) is not { } reader)
        {
            return null;
        }

        foreach (string required in (string[])[ChannelMember, AddressMember])
        {
            if (!reader.Has(required))
            {
                reader.Fault(required, "is required", Example[required]!.DeepClone());
            }
        }

        string? channel = reader.Text(ChannelMember, text => Names.TryParse<Channel>(text, out _), $"must be one of: {string.Join(", ", Names.All<Channel>())}", "email");
        string? address = reader.Text(AddressMember, text => IsAddress(text, channel), "must be an address of the channel", "ann@example.com");
        string? reason = reader.Text(
            "reason", text => Names.TryParse<SuppressionReason>(text, out _), $"must be one of: {string.Join(", ", Names.All<SuppressionReason>())}", "unsubscribed");
        string? category = reader.Text("category", text => Category().IsMatch(text), "must be 1 to 64 of a-z, 0-9 and -", "news");
        return faults.Any ? null : new(
            Names.TryParse(channel, out Channel on) ? on : default,
            address!,
            Names.TryParse(reason, out SuppressionReason why) ? why : SuppressionReason.Unsubscribed,
            category);
    }

    /// <summary>Whether a text can be an address of a channel; of one that is wrong itself, anything can.</summary>
    private static bool IsAddress(string text, string? channel) =>
        !Names.TryParse(channel, out Channel on) || on switch
        {
            Channel.Email => EmailAddress.IsValid(text),
            Channel.Sms => PhoneNumber.IsValid(text),
            _ => Characters.IsLine(text, Intake.NoticeLimits.DeviceCharacters),
        };

    [GeneratedRegex(@"\A[a-z0-9-]{1,64}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Category();
}
