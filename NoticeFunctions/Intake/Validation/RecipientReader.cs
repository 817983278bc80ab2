using System.Text.Json;
using System.Text.Json.Nodes;
using NoticeFunctions.Addresses;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Intake.Validation;

/// <summary>Reads <c>to</c>: 1 to 10,000 recipients, each with at least one address.</summary>
internal static class RecipientReader
{
    private static readonly string[] Members = ["email", "phone", "user", "device", "name"];
    private const string PhoneExample = "+14155550100";
    private const string DeviceExample = "d3v1c3-t0k3n";
    private static readonly JsonObject Example = new() { ["email"] = "ann@example.com" };
    private static readonly JsonArray ListExample = [new JsonObject { ["email"] = "ann@example.com" }, new JsonObject { ["phone"] = "+14155550100" }];

    /// <summary>The recipients; those that are wrong are left out, with faults.</summary>
    public static IReadOnlyList<Recipient> Read(ObjectReader notice, PhoneRules phones, FaultList faults)
    {
        if (!notice.Has("to"))
        {
            notice.Fault("to", "is required: who is to be told", ListExample);
            return [];
        }

        return Read(notice, phones, faults, NoticeLimits.Recipients);
    }

    /// <summary>The same of another object's <c>to</c>, which may be absent.</summary>
    /// <param name="holder">The object.</param>
    /// <param name="phones">Which phone numbers are taken.</param>
    /// <param name="faults">Where faults go.</param>
    /// <param name="most">How many recipients there may be.</param>
    public static IReadOnlyList<Recipient> Read(ObjectReader holder, PhoneRules phones, FaultList faults, int most)
    {
        if (holder.Items("to", ListExample) is not { } items)
        {
            return [];
        }

        if (items.Count == 0 || items.Count > most)
        {
            holder.Fault("to", $"must hold 1 to {most} recipients", ListExample.DeepClone());
            return [];
        }

        List<Recipient> recipients = new(items.Count);
        for (int index = 0; index < items.Count; index++)
        {
            if (ReadOne(items[index], $"{holder.At("to")}/{index}", phones, faults) is { } recipient)
            {
                recipients.Add(recipient);
            }
        }

        return recipients;
    }

    /// <summary>One recipient; null, with faults, when it is none. A single address that is wrong is left out, with a fault.</summary>
    public static Recipient? ReadOne(JsonElement item, string pointer, PhoneRules phones, FaultList faults)
    {
        if (ObjectReader.Open(item, pointer, faults, Members, Example) is not { } reader)
        {
            return null;
        }

        if (!(reader.Has("email") || reader.Has("phone") || reader.Has("user") || reader.Has("device")))
        {
            faults.Add(pointer, "needs an address: email, phone, user or device", Example);
            return null;
        }

        return new Recipient(
            reader.Text("email", EmailAddress.IsValid, $"must be an e-mail address (RFC 5321): local@domain.tld, in ASCII, at most {EmailAddress.Longest} characters", "ann@example.com"),
            Phone(reader, phones),
            Line(reader, "user", NoticeLimits.UserCharacters, "ann"),
            Device(reader),
            Line(reader, "name", NoticeLimits.NameCharacters, "Ann Example"));
    }

    private static string? Phone(ObjectReader reader, PhoneRules phones)
    {
        if (reader.Text("phone", PhoneExample) is not { } text)
        {
            return null;
        }

        if (phones.Read(text, out string? fault) is { } number)
        {
            return number;
        }

        reader.Fault("phone", fault!, PhoneExample);
        return null;
    }

    private static string? Device(ObjectReader reader)
    {
        string? device = Line(reader, "device", NoticeLimits.DeviceCharacters, DeviceExample);
        if (device is null || DeviceAddress.IsValid(device))
        {
            return device;
        }

        reader.Fault("device", "must be a device's token, topic: and a topic's name (letters, digits and -_.~%), or user: and a user's id", DeviceExample);
        return null;
    }

    private static string? Line(ObjectReader reader, string name, int longest, string example) =>
        reader.Text(name, text => Characters.IsLine(text, longest), $"must have 1 to {longest} characters, no control characters, and not be blank", example);
}
