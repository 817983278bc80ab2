namespace NoticeFunctions.Docs;

/// <summary>The bodies of the functions that set channels up. They are written by hand, for they are read by hand (Setup/Reading).</summary>
internal static class ConfigurationBodies
{
    private const string Json = "application/json";

    private const string Rest = """
        "provider": { "type": "string", "description": "The kind of provider: docs/providers.md lists those of each channel." },
        "default": { "type": "boolean", "default": false, "description": "Whether notices that name no configuration go by it; whichever was the default before is so no more." },
        "enabled": { "type": "boolean", "default": true, "description": "Whether it is in use: otherwise it is passed over, and its fallback takes its place." },
        "fallback": { "type": "string", "pattern": "^[a-z0-9-]{1,64}$", "description": "The configuration of the channel to turn to at once where this one fails for now: yours, or a shared one." },
        "settings": { "type": "object", "additionalProperties": { "type": [ "string", "number", "boolean", "object" ] }, "description": "What the provider takes. Secrets are never shown again." }
        """;

    /// <summary>Of POST /api/channels/{channel}/configurations.</summary>
    public static BodyDoc New { get; } = new(Json, "NewConfiguration", $$"""
        { "type": "object", "additionalProperties": false, "required": [ "name", "provider" ], "properties": {
          "name": { "type": "string", "pattern": "^[a-z0-9-]{1,64}$", "description": "Its name in notices and URLs, for good." }, {{Rest}} } }
        """)
    {
        Examples =
        [
            ("sendGrid", "E-mail through SendGrid in the EU", """
                { "name": "primary", "provider": "sendGrid", "default": true,
                  "settings": { "apiKey": "SG.an-api-key-with-the-right-to-send-mail", "from": "no-reply@example.com", "host": "https://api.eu.sendgrid.com" } }
                """),
        ],
    };

    /// <summary>Of PUT /api/channels/{channel}/configurations/{name}.</summary>
    public static BodyDoc Changed { get; } = new(Json, "ChangedConfiguration", $$"""
        { "type": "object", "additionalProperties": false, "required": [ "provider" ], "properties": {
          "name": { "type": "string", "description": "That of the URL, or left out." }, {{Rest}} } }
        """)
    {
        Examples =
        [
            ("disabled", "The same settings, and not in use", """{ "provider": "sendGrid", "enabled": false }"""),
            ("rotated", "Another secret", """{ "provider": "sendGrid", "default": true, "settings": { "apiKey": "SG.another-api-key", "from": "no-reply@example.com" } }"""),
        ],
    };

    /// <summary>Of POST /api/channels/{channel}/configurations/{name}/test.</summary>
    public static BodyDoc Test { get; } = new(Json, "ConfigurationTest", """
        { "type": "object", "additionalProperties": false, "required": [ "to" ], "properties": {
          "to": { "type": "object", "description": "A recipient as in a notice, with an address for the channel." } } }
        """)
    {
        Examples = [("email", "A mail", """{ "to": { "email": "ann@example.com" } }""")],
    };
}
