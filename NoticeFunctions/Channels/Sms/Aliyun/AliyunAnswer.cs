using System.Collections.Frozen;
using NoticeFunctions.Channels.Calls;

namespace NoticeFunctions.Channels.Sms.Aliyun;

/// <summary>What an answer of Aliyun's means (https://www.alibabacloud.com/help/en/sms/developer-reference/error-codes). A refusal by the business comes as 200 with a code.</summary>
internal static class AliyunAnswer
{
    // The shortest of the windows that Aliyun limits by.
    private static readonly TimeSpan Limited = TimeSpan.FromMinutes(1);

    private static readonly FrozenSet<string> Limits = FrozenSet.Create("isv.BUSINESS_LIMIT_CONTROL", "isv.DAY_LIMIT_CONTROL", "isv.MONTH_LIMIT_CONTROL");

    // What comes to be right without the message being another: the account is paid for, the service is back.
    private static readonly FrozenSet<string> Passing = FrozenSet.Create(
        "isv.AMOUNT_NOT_ENOUGH", "isv.OUT_OF_SERVICE", "isp.SYSTEM_ERROR", "ServiceUnavailable", "InternalError");

    /// <summary>OK is accepted, with Aliyun's BizId; limits, throttling and an account without money may be repeated; a success without a code is uncertain; any other code is final.</summary>
    public static ProviderOutcome Read(ProviderAnswer answer)
    {
        string? code = answer.Text("Code") is { Length: <= 80 } said ? said : null;
        if (answer.IsSuccess && code == "OK")
        {
            return ProviderOutcome.Accepted(answer.Text("BizId"));
        }

        string error = $"{answer.Status}{(code is null ? "" : $" ({ErrorText.Of(code)})")}: {ErrorText.Of(answer.Text("Message"))}";
        if (code is not null && Limits.Contains(code))
        {
            return ProviderOutcome.Transient(error, answer.RetryAfter ?? Limited);
        }

        // A success that can't be read may be one or not. And each call draws a nonce of its own: one that was used before came twice on its way.
        if ((code is null && answer.IsSuccess) || code == "SignatureNonceUsed")
        {
            return ProviderOutcome.Uncertain(error);
        }

        bool mayPass = answer.MayPass || (code is not null && (Passing.Contains(code) || code.StartsWith("Throttling", StringComparison.Ordinal)));
        return mayPass ? ProviderOutcome.Transient(error, answer.RetryAfter) : ProviderOutcome.Permanent(error);
    }
}
