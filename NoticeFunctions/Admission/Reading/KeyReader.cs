using System.Text.Json;
using System.Text.Json.Nodes;
using NoticeFunctions.Applications.Keys;
using NoticeFunctions.Intake.Validation;
using NoticeFunctions.Problems;
using NoticeFunctions.Schedules;

namespace NoticeFunctions.Admission.Reading;

/// <summary>Reads what key an application is to get, and names everything that is wrong with it.</summary>
internal static class KeyReader
{
    /// <summary>The <c>kind</c> of a secret.</summary>
    public const string Secret = "secret";

    /// <summary>The <c>kind</c> of a public key.</summary>
    public const string PublicKey = "publicKey";

    private const string InstantExample = "2099-12-31T09:00:00Z";
    private static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(90);
    private static readonly TimeSpan UsualOverlap = TimeSpan.FromDays(1);
    private static readonly string[] Members = ["kind", "jwk", "notBefore", "expires", "replaces", "overlap"];
    private static readonly JsonObject Example = new() { ["kind"] = PublicKey, ["jwk"] = JwkReader.Example.DeepClone() };

    /// <summary>The key, or null with faults.</summary>
    public static KeyDraft? Read(JsonElement body, DateTimeOffset now, FaultList faults)
    {
        if (ObjectReader.Open(body, "", faults, Members, Example) is not { } key)
        {
            return null;
        }

        if (!key.Has("kind"))
        {
            key.Fault("kind", $"is required: {Secret} or {PublicKey}", Secret);
        }

        string? kind = key.Text("kind", text => text is Secret or PublicKey, $"must be {Secret} or {PublicKey}", Secret);
        ClientJwk? jwk = ReadJwk(key, kind, faults);
        KeyDraft draft = new()
        {
            Jwk = jwk,
            NotBefore = ReadInstant(key, "notBefore"),
            Expires = ReadInstant(key, "expires"),
            Replaces = key.Text("replaces", text => text.Length is > 0 and <= 64, "must be the kid of one of the application's keys", "2f0c6a1be5d34c7a"),
            Overlap = ReadOverlap(key),
        };
        if (draft.Expires <= now || draft.Expires <= draft.NotBefore)
        {
            key.Fault("expires", "must lie in the future and after notBefore", InstantExample);
        }

        return faults.Any ? null : draft;
    }

    private static ClientJwk? ReadJwk(ObjectReader key, string? kind, FaultList faults)
    {
        if (key.Value("jwk") is { } value)
        {
            if (kind == Secret)
            {
                key.Fault("jwk", "does not belong to a secret, which the platform makes", example: null);
            }

            return JwkReader.Read(value, faults);
        }

        if (kind == PublicKey)
        {
            key.Fault("jwk", "is required for a public key", JwkReader.Example);
        }

        return null;
    }

    private static DateTimeOffset? ReadInstant(ObjectReader key, string name)
    {
        string? text = key.Text(name, text => Instant.TryParse(text, out _), "must be an instant with an offset (RFC 3339)", InstantExample);
        return Instant.TryParse(text, out DateTimeOffset instant) ? instant : null;
    }

    private static TimeSpan ReadOverlap(ObjectReader key)
    {
        if (key.Has("overlap") && !key.Has("replaces"))
        {
            key.Fault("overlap", "needs replaces beside it: the key that stays good for so long", "P1D");
        }

        string? text = key.Text(
            "overlap",
            text => CalendarDuration.TryParse(text, out CalendarDuration duration) && duration.Months == 0 && duration.Rest <= LongestOverlap,
            $"must be an ISO 8601 duration of at most {LongestOverlap.Days} days, without months and years",
            "P7D");
        return CalendarDuration.TryParse(text, out CalendarDuration overlap) ? overlap.Rest : UsualOverlap;
    }
}
