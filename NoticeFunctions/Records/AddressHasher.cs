using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace NoticeFunctions.Records;

/// <summary>
/// Turns addresses into what the index finds them by: HMAC-SHA256 under <see cref="RecordsOptions.AddressKey"/>, so that keys and
/// index entries tell no address to whoever reads them without the key, and one application's tell nothing about another's.
/// </summary>
internal sealed class AddressHasher(IOptions<RecordsOptions> options)
{
    /// <summary>Bytes of a hash: 128 bits of the HMAC.</summary>
    public const int Length = 16;

    private static readonly SearchValues<char> PhoneCharacters = SearchValues.Create("0123456789 ()-./");

    private readonly byte[] key = Convert.FromBase64String(options.Value.AddressKey);

    /// <summary>The hash of an address, equal for spellings that reach the same recipient.</summary>
    public byte[] Hash(string application, string address)
    {
        byte[] text = Encoding.UTF8.GetBytes($"{application}\0{Normalize(address)}");
        return HMACSHA256.HashData(key, text)[..Length];
    }

    /// <summary>The hash of a user, whose every spelling is another user.</summary>
    public byte[] HashUser(string application, string user) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"user\0{application}\0{user}"))[..Length];

    /// <summary>
    /// One spelling per address, whatever its kind: e-mail addresses in lower case, phone numbers without their separators,
    /// others as they are; no spaces around it.
    /// </summary>
    public static string Normalize(string address)
    {
        string trimmed = address.Trim();
        if (trimmed.Contains('@'))
        {
            return trimmed.ToLowerInvariant();
        }

        bool phone = trimmed.StartsWith('+') && !trimmed.AsSpan(1).ContainsAnyExcept(PhoneCharacters);
        return phone ? string.Concat("+", string.Concat(trimmed.Where(char.IsAsciiDigit))) : trimmed;
    }
}
