using NoticeFunctions.Applications;
using NoticeFunctions.Applications.Authentication;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Docs;

/// <summary>The bodies of the functions that let applications in. They are written by hand, for they are read by hand (Admission/Reading).</summary>
internal static class ApplicationBodies
{
    private const string Json = "application/json";

    private static readonly string Rest = $$"""
        "name": { "type": "string", "minLength": 1, "maxLength": 100, "description": "For people." },
        "owner": { "type": "string", "format": "email", "maxLength": 254, "description": "Whoever answers for it." },
        "scopes": { "type": "array", "minItems": 1, "uniqueItems": true, "items": { "enum": [ {{List(ScopeNames.All)}} ] }, "description": "What its tokens may allow at most." },
        "channels": { "type": "array", "minItems": 1, "uniqueItems": true, "items": { "enum": [ {{List(Names.All<Channel>())}} ] }, "description": "Those that it may use: all, unless told." },
        "senders": { "type": "array", "minItems": 1, "maxItems": 50, "uniqueItems": true, "items": { "type": "string", "format": "email" }, "description": "Addresses that it may send mail from, beside the platform's own." },
        "limits": { "type": "object", "additionalProperties": false, "description": "In place of the platform's own; 0 is none.", "properties": {
          "noticesPerMinute": { "type": "integer", "minimum": 0 }, "pendingNotices": { "type": "integer", "minimum": 0 } } }
        """;

    /// <summary>Of POST /api/applications.</summary>
    public static BodyDoc NewApplication { get; } = new(Json, "NewApplication", $$"""
        { "type": "object", "additionalProperties": false, "required": [ "id", "name", "owner", "scopes" ], "properties": {
          "id": { "type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,62}$", "description": "Its name in tokens and URLs, for good." }, {{Rest}} } }
        """)
    {
        Examples =
        [
            ("sender", "An application that sends mail and sees what became of it", """
                { "id": "orders", "name": "Order processing", "owner": "orders-team@example.com", "scopes": [ "notices:read", "notices:write" ],
                  "channels": [ "email" ], "limits": { "noticesPerMinute": 600, "pendingNotices": 10000 } }
                """),
        ],
    };

    /// <summary>Of PUT /api/applications/{id}.</summary>
    public static BodyDoc ChangedApplication { get; } = new(Json, "ChangedApplication", $$"""
        { "type": "object", "additionalProperties": false, "required": [ "name", "owner", "scopes" ], "properties": {
          "id": { "type": "string", "description": "That of the URL, or left out." }, {{Rest}} } }
        """);

    /// <summary>Of POST /api/applications/{id}/keys.</summary>
    public static BodyDoc NewKey { get; } = new(Json, "NewKey", """
        { "type": "object", "additionalProperties": false, "required": [ "kind" ], "properties": {
          "kind": { "enum": [ "secret", "publicKey" ], "description": "A secret is made by the platform; a public key is sent along." },
          "jwk": { "type": "object", "required": [ "kty" ], "description": "The public key (RFC 7517): RSA of 2048 to 8192 bits, or EC on P-256 or P-384. Never a private one.", "properties": {
            "kty": { "enum": [ "RSA", "EC" ] }, "n": { "type": "string" }, "e": { "type": "string" }, "crv": { "enum": [ "P-256", "P-384" ] }, "x": { "type": "string" }, "y": { "type": "string" } } },
          "notBefore": { "type": "string", "format": "date-time", "description": "From when on it is good: at once, unless told." },
          "expires": { "type": "string", "format": "date-time", "description": "Until when it is good: for good, unless told." },
          "replaces": { "type": "string", "description": "The kid of the key that it takes the place of." },
          "overlap": { "type": "string", "format": "duration", "description": "How long that one stays good beside it: P1D, unless told; at most P90D.", "default": "P1D" } } }
        """)
    {
        Examples =
        [
            ("secret", "A secret, good for a year at most", """{ "kind": "secret", "expires": "2099-12-31T00:00:00Z" }"""),
            ("publicKey", "A public key", """
                { "kind": "publicKey", "jwk": { "kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0" } }
                """),
        ],
    };

    /// <summary>Of POST /api/tokens.</summary>
    public static BodyDoc TokenRequest { get; } = new("application/x-www-form-urlencoded", "TokenRequest", $$"""
        { "type": "object", "required": [ "grant_type" ], "properties": {
          "grant_type": { "enum": [ "{{GrantTypes.ClientCredentials}}", "{{GrantTypes.RsaCredential}}" ] },
          "scope": { "type": "string", "description": "Names with a space between: all that the client may have, unless told." },
          "client_id": { "type": "string" },
          "client_secret": { "type": "string", "description": "Here or in HTTP Basic." },
          "client_assertion_type": { "enum": [ "{{GrantTypes.JwtAssertion}}" ] },
          "client_assertion": { "type": "string", "description": "RFC 7523, section 2.2." },
          "credential": { "type": "string", "description": "Of {{GrantTypes.RsaCredential}}." } } }
        """);

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"\"{name}\""));
}
