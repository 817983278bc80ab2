using System.Text.Json;
using System.Text.Json.Nodes;
using NoticeFunctions.Addresses;
using NoticeFunctions.Applications;
using NoticeFunctions.Intake.Validation;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Admission.Reading;

/// <summary>Reads an application and names everything that is wrong with it.</summary>
internal static class ApplicationReader
{
    private const int NameCharacters = 100;
    private const int MostSenders = 50;

    private static readonly string[] Members = ["id", "name", "owner", "scopes", "channels", "senders", "limits"];
    private static readonly string[] Limits = ["noticesPerMinute", "pendingNotices"];
    private static readonly JsonObject LimitsExample = new() { ["noticesPerMinute"] = 600, ["pendingNotices"] = 10_000 };
    private static readonly JsonArray ScopesExample = ["notices:read", "notices:write"];
    private static readonly JsonObject Example = new()
    {
        ["id"] = "orders",
        ["name"] = "Order processing",
        ["owner"] = "orders-team@example.com",
        ["scopes"] = ScopesExample.DeepClone(),
    };

    /// <summary>The application, or null with faults.</summary>
    /// <param name="body">The body.</param>
    /// <param name="id">The id that the URL names; null where the body has to.</param>
    /// <param name="faults">Where faults go.</param>
    public static ApplicationDraft? Read(JsonElement body, string? id, FaultList faults)
    {
        if (ObjectReader.Open(body, "", faults, Members, Example) is not { } application)
        {
            return null;
        }

        string? read = id is null ? ReadId(application) : ReadSameId(application, id);
        string? name = Required(application, "name", text => Characters.IsLine(text, NameCharacters), $"must have 1 to {NameCharacters} characters, no control characters, and not be blank", "Order processing");
        string? owner = Required(application, "owner", EmailAddress.IsValid, "must be the e-mail address of whoever answers for the application", "orders-team@example.com");
        Scopes scopes = ReadScopes(application);
        IReadOnlyList<Channel>? channels = ListReader.Read(
            application, "channels", (string text, out Channel channel) => Names.TryParse(text, out channel), $"must be one of: {string.Join(", ", Names.All<Channel>())}", "email", Names.All<Channel>().Count);
        IReadOnlyList<string>? senders = ListReader.Read(
            application, "senders", (string text, out string sender) => EmailAddress.IsValid(sender = text), "must be an e-mail address", "orders@example.com", MostSenders);
        (int? noticesPerMinute, int? pendingNotices) = ReadLimits(application, faults);
        ApplicationRules rules = new() { Channels = channels, Senders = senders, NoticesPerMinute = noticesPerMinute, PendingNotices = pendingNotices };
        return faults.Any ? null : new(read!, name!, owner!, scopes, rules);
    }

    private static string? ReadId(ObjectReader application)
    {
        string? id = Required(application, "id", ApplicationIds.IsWellFormed, ApplicationIds.Rule, "orders");
        if (id == ApplicationIds.Admin)
        {
            application.Fault("id", "is the platform's own: no application can be called so", "orders");
        }

        return id;
    }

    private static string ReadSameId(ObjectReader application, string id)
    {
        application.Text("id", text => text == id, "must be the id of the URL, or be left out: an application can't be renamed", id);
        return id;
    }

    private static Scopes ReadScopes(ObjectReader application)
    {
        if (!application.Has("scopes"))
        {
            application.Fault("scopes", "is required: what the application's tokens may allow", ScopesExample);
        }

        return (ListReader.Read(
            application,
            "scopes",
            (string text, out Scopes scope) => ScopeNames.TryParse(text, out scope),
            $"must be one of: {string.Join(", ", ScopeNames.All)}",
            "notices:write",
            ScopeNames.All.Count) ?? []).Aggregate(Scopes.None, (all, one) => all | one);
    }

    private static (int? NoticesPerMinute, int? PendingNotices) ReadLimits(ObjectReader application, FaultList faults) =>
        application.Value("limits") is { } value && ObjectReader.Open(value, application.At("limits"), faults, Limits, LimitsExample) is { } limits
            ? (ReadLimit(limits, Limits[0]), ReadLimit(limits, Limits[1]))
            : (null, null);

    private static int? ReadLimit(ObjectReader limits, string name)
    {
        if (limits.Value(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int limit) && limit >= 0)
        {
            return limit;
        }

        limits.Fault(name, $"must be a whole number from 0 (no limit) to {int.MaxValue}; left out, the platform's own limit holds", 600);
        return null;
    }

    private static string? Required(ObjectReader application, string name, Func<string, bool> isRight, string detail, string example)
    {
        if (!application.Has(name))
        {
            application.Fault(name, "is required", example);
        }

        return application.Text(name, isRight, detail, example);
    }
}
