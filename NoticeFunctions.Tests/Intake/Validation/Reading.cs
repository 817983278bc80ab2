using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using NoticeFunctions.Addresses;
using NoticeFunctions.Applications;
using NoticeFunctions.Intake.Validation;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;
using NoticeFunctions.Tests.Channels;
using NoticeFunctions.Tests.Channels.Attachments;

namespace NoticeFunctions.Tests.Intake.Validation;

/// <summary>Reads bodies as the intake does, at a fixed time and with every channel carried unless told otherwise.</summary>
internal static class Reading
{
    public static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>An application that may send, and nothing beyond.</summary>
    public static readonly Caller Sender = new("orders", Scopes.NoticesWrite);

    public static (NoticeDraft? Notice, IReadOnlyList<Fault> Faults) Of(string json, params Channel[] carried) => Of(json, Sender, carried);

    public static (NoticeDraft? Notice, IReadOnlyList<Fault> Faults) Of(string json, Caller caller, params Channel[] carried) => Of(json, caller, phones: null, carried);

    public static (NoticeDraft? Notice, IReadOnlyList<Fault> Faults) Of(string json, PhoneOptions phones) => Of(json, Sender, phones);

    private static (NoticeDraft? Notice, IReadOnlyList<Fault> Faults) Of(string json, Caller caller, PhoneOptions? phones, params Channel[] carried)
    {
        using JsonDocument body = JsonDocument.Parse(json);
        FaultList faults = new();
        return (Reader(phones).Read(body.RootElement, caller, FixedRouting.Carrying(carried), Now, faults), faults.Items);
    }

    /// <summary>The app's own reader, as outside of development.</summary>
    public static NoticeReader Reader(PhoneOptions? phones = null) =>
        new(new PhoneRules(Options.Create(phones ?? new PhoneOptions())), new AttachmentReader(AttachmentAddressesTests.In("Production")));

    /// <summary>A valid notice with one member replaced (or added); null takes it out.</summary>
    public static string With(string member, string? value)
    {
        JsonObject notice = Valid();
        notice.Remove(member);
        if (value is not null)
        {
            notice.Add(member, JsonNode.Parse(value));
        }

        return notice.ToJsonString();
    }

    public static JsonObject Valid() => new()
    {
        ["title"] = "Order shipped",
        ["content"] = "On its way.",
        ["to"] = new JsonArray(new JsonObject { ["email"] = "ann@example.com" }),
    };
}
