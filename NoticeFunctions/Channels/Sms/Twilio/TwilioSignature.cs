using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace NoticeFunctions.Channels.Sms.Twilio;

/// <summary>
/// The signature that Twilio puts on what it sends (https://www.twilio.com/docs/usage/security#validating-requests): HMAC-SHA1 under the account's auth token, over the address and
/// the form's parameters by their names. Whatever may be said against SHA-1, as an HMAC it holds.
/// </summary>
internal static class TwilioSignature
{
    /// <summary>The header of the signature, in base64.</summary>
    public const string Header = "X-Twilio-Signature";

    private static readonly int Characters = (SHA1.HashSizeInBytes + 2) / 3 * 4;

    /// <summary>Whether a request is of whoever has the token.</summary>
    /// <param name="authToken">The account's auth token.</param>
    /// <param name="address">The address that Twilio was given, its query included.</param>
    /// <param name="form">The form's parameters.</param>
    /// <param name="signature">The header's value.</param>
    public static bool IsRight(string authToken, Uri address, IEnumerable<KeyValuePair<string, StringValues>> form, string signature)
    {
        byte[] given = new byte[SHA1.HashSizeInBytes];
        if (signature.Length != Characters || !Convert.TryFromBase64String(signature, given, out int length) || length != given.Length)
        {
            return false;
        }

        StringBuilder rest = new(address.PathAndQuery);
        foreach ((string name, StringValues values) in form.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            // As Twilio's own packages have it: of a parameter that comes repeatedly, each value once.
            foreach (string? value in values.Distinct().Order(StringComparer.Ordinal))
            {
                rest.Append(name).Append(value);
            }
        }

        // Some of Twilio's services sign the port with the address and some leave it out. All are computed, so that time tells nothing.
        byte[] key = Encoding.UTF8.GetBytes(authToken);
        string host = $"{address.Scheme}://{address.Host}";
        return IsOver(host) | IsOver($"{host}:{address.Port}");

#pragma warning disable CA5350 // SHA-1 is what Twilio signs with.
        bool IsOver(string place) => CryptographicOperations.FixedTimeEquals(HMACSHA1.HashData(key, Encoding.UTF8.GetBytes($"{place}{rest}")), given);
#pragma warning restore CA5350
    }
}
