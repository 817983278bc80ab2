using System.Security.Cryptography;
using System.Text;

namespace NoticeFunctions.Channels.Sms.Aliyun;

/// <summary>Aliyun's signature version 3, ACS3-HMAC-SHA256 (https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature), of a request without a body.</summary>
internal static class AliyunSignature
{
    /// <summary>The SHA-256 of an empty body, in lower-case hex.</summary>
    public const string EmptyBody = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private const string Algorithm = "ACS3-HMAC-SHA256";

    /// <summary>The query, as it is sent and signed: by name, each part percent-encoded as RFC 3986 has it.</summary>
    public static string Query(IEnumerable<KeyValuePair<string, string>> parameters) => string.Join(
        '&', parameters.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{Uri.EscapeDataString(one.Key)}={Uri.EscapeDataString(one.Value)}"));

    /// <summary>The header Authorization of a POST to the root.</summary>
    /// <param name="keyId">The access key.</param>
    /// <param name="secret">Its secret.</param>
    /// <param name="query">As <see cref="Query"/> gives it.</param>
    /// <param name="headers">host and every x-acs- header, by name in lower case.</param>
    public static string Authorization(string keyId, string secret, string query, IReadOnlyDictionary<string, string> headers)
    {
        KeyValuePair<string, string>[] sorted = [.. headers.OrderBy(header => header.Key, StringComparer.Ordinal)];
        string names = string.Join(';', sorted.Select(header => header.Key));
        string lines = string.Concat(sorted.Select(header => $"{header.Key}:{header.Value}\n"));
        string request = $"POST\n/\n{query}\n{lines}\n{names}\n{EmptyBody}";
        string signed = $"{Algorithm}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request)))}";
        string signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(signed)));
        return $"{Algorithm} Credential={keyId},SignedHeaders={names},Signature={signature}";
    }
}
