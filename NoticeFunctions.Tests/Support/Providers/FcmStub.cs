using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace NoticeFunctions.Tests.Support.Providers;

/// <summary>FCM's HTTP v1 API and Google's token endpoint, with the rules and the error codes that their documentation gives.</summary>
internal sealed partial class FcmStub : ProviderStub
{
    public const string Project = "orders-app";
    public const string Account = "pusher@orders-app.iam.gserviceaccount.com";
    private const string Scope = "https://www.googleapis.com/auth/firebase.messaging";

    private readonly RSA key = RsaKeys.Of(2048);
    private readonly ConcurrentDictionary<string, bool> accessTokens = new();

    /// <summary>The messages that were right.</summary>
    public ConcurrentQueue<JsonObject> Messages { get; } = [];

    /// <summary>The devices that there are.</summary>
    public ConcurrentDictionary<string, bool> Devices { get; } = new();

    /// <summary>How often a token was asked for.</summary>
    public int TokenRequests { get; private set; }

    /// <summary>Answers a request for a token in place of the rules.</summary>
    public Func<HttpContext, Task>? Token { get; set; }

    /// <summary>The clock that assertions and tokens expire by.</summary>
    public required TimeProvider Time { get; init; }

    public static async Task<FcmStub> StartAsync(TimeProvider? time = null, params IEnumerable<string> devices)
    {
        FcmStub stub = new() { Time = time ?? TimeProvider.System };
        foreach (string device in devices)
        {
            stub.Devices[device] = true;
        }

        stub.App.MapPost("/token", stub.GiveTokenAsync);
        stub.App.MapPost("/v1/projects/{project}/messages:send", stub.TakeAsync);
        await stub.App.StartAsync();
        return stub;
    }

    /// <summary>The key file of its service account, with members in place of its own.</summary>
    public string KeyFile(params (string Name, string? Value)[] others)
    {
        JsonObject file = new()
        {
            ["type"] = "service_account",
            ["project_id"] = Project,
            ["private_key_id"] = "k1",
            ["private_key"] = key.ExportPkcs8PrivateKeyPem() + "\n",
            ["client_email"] = Account,
            ["token_uri"] = $"{Url}/token",
        };
        foreach ((string name, string? value) in others)
        {
            file[name] = value;
        }

        return file.ToJsonString();
    }

    /// <summary>An error as FCM answers it.</summary>
    public static Func<HttpContext, Task> Refusing(int status, string code, string message, string? retryAfter = null, bool fromFcm = true) => Saying(status, new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["code"] = status,
            ["message"] = message,
            ["status"] = code,
            ["details"] = fromFcm ? new JsonArray(new JsonObject { ["@type"] = "type.googleapis.com/google.firebase.fcm.v1.FcmError", ["errorCode"] = code }) : null,
        },
    }.ToJsonString(), retryAfter);

    private async Task GiveTokenAsync(HttpContext http)
    {
        TokenRequests++;
        if (Token is { } answer)
        {
            await answer(http);
            return;
        }

        IFormCollection form = await http.Request.ReadFormAsync();
        TokenValidationResult assertion = await new JsonWebTokenHandler().ValidateTokenAsync(form["assertion"], new TokenValidationParameters
        {
            ValidIssuer = Account,
            ValidAudience = "https://oauth2.googleapis.com/token",
            IssuerSigningKey = new RsaSecurityKey(key),
            ValidAlgorithms = ["RS256"],
            LifetimeValidator = (_, until, _, _) => until is { } end && end > Time.GetUtcNow().UtcDateTime && end <= Time.GetUtcNow().UtcDateTime.AddHours(1),
        });
        if (form["grant_type"] != "urn:ietf:params:oauth:grant-type:jwt-bearer" || !assertion.IsValid || !Equals(assertion.Claims["scope"], Scope))
        {
            await Saying(400, """{ "error": "invalid_grant", "error_description": "Invalid JWT Signature." }""")(http);
            return;
        }

        string token = $"ya29.{TokenRequests}";
        accessTokens[token] = true;
        await Saying(200, $$"""{ "access_token": "{{token}}", "expires_in": 3599, "token_type": "Bearer" }""")(http);
    }

    private async Task TakeAsync(HttpContext http, string project)
    {
        JsonObject body = (await JsonNode.ParseAsync(http.Request.Body))!.AsObject();
        string bearer = http.Request.Headers.Authorization.ToString();
        Func<HttpContext, Task>? refusal =
            !bearer.StartsWith("Bearer ", StringComparison.Ordinal) || !accessTokens.ContainsKey(bearer["Bearer ".Length..]) ? Refusing(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.", fromFcm: false)
            : project != Project ? Refusing(403, "PERMISSION_DENIED", "Permission denied on resource project.", fromFcm: false)
            : Fault(body["message"]!.AsObject());
        if (refusal is not null)
        {
            await refusal(http);
            return;
        }

        Messages.Enqueue(body["message"]!.AsObject());
        await AnswerAsync(http, Saying(200, $$"""{ "name": "projects/{{Project}}/messages/{{Messages.Count}}" }"""));
    }

    private Func<HttpContext, Task>? Fault(JsonObject message)
    {
        string? token = message["token"]?.GetValue<string>();
        string? topic = message["topic"]?.GetValue<string>();
        JsonObject data = message["data"]?.AsObject() ?? [];
        int bytes = Encoding.UTF8.GetByteCount(string.Concat(data.Select(pair => pair.Key + pair.Value)) + message["notification"]?["title"] + message["notification"]?["body"]);
        return (token is null) == (topic is null) ? Refusing(400, "INVALID_ARGUMENT", "Exactly one of token, topic or condition is required", fromFcm: false)
            : topic is not null && !TopicName().IsMatch(topic) ? Refusing(400, "INVALID_ARGUMENT", "Malformed topic name", fromFcm: false)
            : data.Any(pair => pair.Value?.GetValueKind() != System.Text.Json.JsonValueKind.String) ? Refusing(400, "INVALID_ARGUMENT", "Invalid value at 'message.data[0].value' (TYPE_STRING)", fromFcm: false)
            : data.Any(pair => ReservedName().IsMatch(pair.Key)) ? Refusing(400, "INVALID_ARGUMENT", "Invalid data payload key", fromFcm: false)
            : bytes > (topic is null ? 4096 : 2048) ? Refusing(400, "INVALID_ARGUMENT", "Android message is too big")
            : message["android"]?["priority"]?.GetValue<string>() is not (null or "NORMAL" or "HIGH") ? Refusing(400, "INVALID_ARGUMENT", "Invalid value at 'message.android.priority'", fromFcm: false)
            : message["android"]?["ttl"]?.GetValue<string>() is { } life && !Duration().IsMatch(life) ? Refusing(400, "INVALID_ARGUMENT", "Illegal duration format", fromFcm: false)
            : token is not null && token.Contains(' ') ? Refusing(400, "INVALID_ARGUMENT", "The registration token is not a valid FCM registration token")
            : token is not null && !Devices.ContainsKey(token) ? Refusing(404, "UNREGISTERED", "Requested entity was not found.")
            : null;
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9-_.~%]+\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TopicName();

    [GeneratedRegex(@"\A(from|message_type|google.*|gcm.*)\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ReservedName();

    [GeneratedRegex(@"\A[0-9]+(\.[0-9]+)?s\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Duration();
}
