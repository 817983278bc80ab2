using System.Text.Json.Nodes;
using NoticeFunctions.Notices;
using NoticeFunctions.Schedules;

namespace NoticeFunctions.Intake.Validation;

/// <summary>Reads what ends a notice besides its schedule: <c>expires</c>, <c>stopWhen</c> and <c>acknowledge</c>; <c>escalate</c> has a reader of its own.</summary>
internal static class LifeReader
{
    /// <summary>The members it reads.</summary>
    public static readonly string[] Members = ["expires", "stopWhen", "acknowledge", "escalate"];

    private const string Acknowledged = "acknowledged";

    /// <summary>Until when it is worth delivering; null when it is absent or (with a fault) wrong.</summary>
    public static string? ReadExpires(ObjectReader notice, DateTimeOffset now)
    {
        string? expires = notice.Text("expires", Expiry.IsOne, "must be an instant with an offset (RFC 3339), or an ISO 8601 duration after the due instant", "PT2H");
        if (Instant.TryParse(expires, out DateTimeOffset instant) && instant <= now)
        {
            notice.Fault("expires", "lies in the past: nothing would be delivered", "2099-12-31T09:00:00Z");
        }

        return expires;
    }

    /// <summary>Whose acknowledgement ends it; null when none does.</summary>
    public static AcknowledgementRule? ReadStop(ObjectReader notice)
    {
        string? stop = notice.Text("stopWhen", text => text == Acknowledged, $"must be {Acknowledged}", Acknowledged);
        string? rule = notice.Text(
            "acknowledge", text => Names.TryParse<AcknowledgementRule>(text, out _), $"must be one of: {string.Join(", ", Names.All<AcknowledgementRule>())}", "any");
        if (notice.Has("acknowledge") && !notice.Has("stopWhen"))
        {
            notice.Fault("acknowledge", $"says whose acknowledgement counts: it needs stopWhen \"{Acknowledged}\" beside it", JsonValue.Create("any"));
        }

        return stop is null ? null : Names.TryParse(rule, out AcknowledgementRule whose) ? whose : AcknowledgementRule.Any;
    }
}
