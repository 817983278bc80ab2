using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace NoticeFunctions.Tests.Support.Providers;

/// <summary>Aliyun's SendSms, with the rules and the codes that its documentation gives. It checks the signature from the request as it came, by code of its own.</summary>
internal sealed class AliyunStub : ProviderStub
{
    public const string KeyId = "LTAI5tExampleKeyId";
    public const string Secret = "s3cr3t-of-the-key";
    public const string SignName = "阿里云短信测试";
    public const string Template = "SMS_154950909";
    private const int LongestVariable = 35;

    private readonly ConcurrentDictionary<string, bool> nonces = new();

    /// <summary>The settings of a configuration that sends to it.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["accessKeyId"] = KeyId,
        ["accessKeySecret"] = Secret,
        ["signName"] = SignName,
        ["templateCode"] = Template,
        ["endpoint"] = Url,
    };

    /// <summary>The messages that were right: their parameters.</summary>
    public ConcurrentQueue<IReadOnlyDictionary<string, string>> Messages { get; } = [];

    /// <summary>A business that a day's clock is right for.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public static async Task<AliyunStub> StartAsync(TimeProvider? time = null)
    {
        AliyunStub stub = new() { Time = time ?? TimeProvider.System };
        stub.App.MapPost("/", stub.TakeAsync);
        await stub.App.StartAsync();
        return stub;
    }

    /// <summary>An answer with a code.</summary>
    public static Func<HttpContext, Task> Saying(string code, string message, int status = 200, string? retryAfter = null) =>
        Saying(status, new JsonObject { ["Code"] = code, ["Message"] = message, ["RequestId"] = "F655A8D5-B967-440B-8683-DAD6FF8DE990" }.ToJsonString(), retryAfter);

    private async Task TakeAsync(HttpContext http)
    {
        Dictionary<string, string> parameters = http.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.Single()!);
        if ((FaultOfGateway(http.Request) ?? FaultOfBusiness(parameters)) is { } refusal)
        {
            await refusal(http);
            return;
        }

        Messages.Enqueue(parameters);
        await AnswerAsync(http, Saying(200, $$"""{ "Code": "OK", "Message": "OK", "BizId": "9006197469364984^{{Messages.Count}}", "RequestId": "F655A8D5" }"""));
    }

    private Func<HttpContext, Task>? FaultOfGateway(HttpRequest request)
    {
        string? Header(string name) => request.Headers.TryGetValue(name, out var values) ? values.Single() : null;
        string authorization = Header("Authorization") ?? "";
        return Header("x-acs-action") != "SendSms" || Header("x-acs-version") != "2017-05-25" ? Saying("InvalidAction.NotFound", "Specified api is not found.", 404)
            : !DateTimeOffset.TryParseExact(Header("x-acs-date"), "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
                || (Time.GetUtcNow() - date).Duration() > TimeSpan.FromMinutes(15) ? Saying("InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.", 400)
            : !authorization.StartsWith("ACS3-HMAC-SHA256 ", StringComparison.Ordinal) ? Saying("MissingSignature", "Signature is mandatory for this action.", 400)
            : !authorization.Contains($"Credential={KeyId},") ? Saying("InvalidAccessKeyId.NotFound", "Specified access key is not found.", 404)
            : authorization.Split("Signature=")[^1] != Sign(request, authorization) ? Saying("SignatureDoesNotMatch", "Specified signature does not match our calculation.", 400)
            : Header("x-acs-signature-nonce") is not { Length: > 0 } nonce || !nonces.TryAdd(nonce, true) ? Saying("SignatureNonceUsed", "Specified signature nonce was used already.", 400)
            : null;
    }

    private static string Sign(HttpRequest request, string authorization)
    {
        string[] names = authorization.Split("SignedHeaders=")[1].Split(',')[0].Split(';');
        string[] mandatory = ["host", .. request.Headers.Keys.Select(key => key.ToLowerInvariant()).Where(key => key.StartsWith("x-acs-", StringComparison.Ordinal))];
        if (mandatory.Except(names).Any())
        {
            return "a header is not signed";
        }

        StringBuilder canonical = new();
        canonical.Append(request.Method).Append('\n').Append(request.Path).Append('\n').Append(request.QueryString.Value![1..]).Append('\n');
        foreach (string name in names)
        {
            canonical.Append(name).Append(':').Append(request.Headers[name].ToString().Trim()).Append('\n');
        }

        canonical.Append('\n').AppendJoin(';', names).Append('\n').Append(request.Headers["x-acs-content-sha256"]);
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToString())));
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"ACS3-HMAC-SHA256\n{hash}")));
    }

    private static Func<HttpContext, Task>? FaultOfBusiness(Dictionary<string, string> parameters) =>
        !parameters.TryGetValue("PhoneNumbers", out string? numbers) ? Saying("MissingPhoneNumbers", "PhoneNumbers is mandatory for this action.", 400)
        : numbers.Length is < 8 or > 15 || !numbers.All(char.IsAsciiDigit) ? Saying("isv.MOBILE_NUMBER_ILLEGAL", $"{numbers}invalid mobile number")
        : parameters.GetValueOrDefault("SignName") != SignName ? Saying("isv.SMS_SIGNATURE_ILLEGAL", "该账号下找不到对应签名")
        : parameters.GetValueOrDefault("TemplateCode") != Template ? Saying("isv.SMS_TEMPLATE_ILLEGAL", "模板不合法(不存在或被拉黑)")
        : FaultOfVariables(parameters.GetValueOrDefault("TemplateParam") ?? "");

    // The approved template is "${title}: ${content}".
    private static Func<HttpContext, Task>? FaultOfVariables(string json)
    {
        try
        {
            JsonObject variables = JsonNode.Parse(json)!.AsObject();
            return variables["title"] is null || variables["content"] is null ? Saying("isv.TEMPLATE_MISSING_PARAMETERS", "模版缺少变量")
                : variables.Any(variable => variable.Value!.GetValue<string>().Length > LongestVariable) ? Saying("isv.PARAM_LENGTH_LIMIT", "参数超出长度限制")
                : null;
        }
        catch (JsonException)
        {
            return Saying("isv.INVALID_JSON_PARAM", "参数格式错误,请修改为字符串值");
        }
    }
}
