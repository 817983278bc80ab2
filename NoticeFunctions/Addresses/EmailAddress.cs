using System.Net;
using System.Net.Sockets;

namespace NoticeFunctions.Addresses;

/// <summary>Mailboxes as RFC 5321 section 4.1.2 spells them: what passes can stand in a mail's head without being able to add a line to it.</summary>
internal static class EmailAddress
{
    /// <summary>Octets of a whole address: section 4.5.3.1.3 less the two angle brackets.</summary>
    public const int Longest = 254;

    private const int LongestLocalPart = 64;
    private const int LongestLabel = 63;

    /// <summary>Whether a text is a mailbox: ASCII, local part up to 64 octets (dot-string or quoted), a domain of at least two labels or an address literal.</summary>
    public static bool IsValid(string text)
    {
        int at = text.LastIndexOf('@');
        return text.Length <= Longest && at is > 0 and <= LongestLocalPart && IsLocalPart(text.AsSpan(0, at)) && IsDomain(text[(at + 1)..]);
    }

    private static bool IsLocalPart(ReadOnlySpan<char> text) => text[0] == '"' ? IsQuoted(text) : IsDotString(text);

    private static bool IsDotString(ReadOnlySpan<char> text)
    {
        foreach (Range atom in text.Split('.'))
        {
            if (text[atom].IsEmpty || text[atom].ContainsAnyExcept(AtomCharacters))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsQuoted(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || text[^1] != '"')
        {
            return false;
        }

        ReadOnlySpan<char> inside = text[1..^1];
        for (int index = 0; index < inside.Length; index++)
        {
            if (inside[index] == '\\')
            {
                index++;
            }
            else if (inside[index] == '"')
            {
                return false;
            }

            if (index >= inside.Length || inside[index] is < ' ' or > '~')
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsDomain(string text) => text.StartsWith('[') ? IsLiteral(text) : text.Split('.') is { Length: > 1 } labels && labels.All(IsLabel);

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= LongestLabel && label[0] != '-' && label[^1] != '-' && label.All(one => char.IsAsciiLetterOrDigit(one) || one == '-');

    private static bool IsLiteral(string text)
    {
        if (!text.EndsWith(']'))
        {
            return false;
        }

        string inside = text[1..^1];
        bool isVersion6 = inside.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase);
        string address = isVersion6 ? inside[5..] : inside;
        return IPAddress.TryParse(address, out IPAddress? parsed)
            && (isVersion6 ? parsed.AddressFamily == AddressFamily.InterNetworkV6 && !address.Contains('%') : parsed.ToString() == address && parsed.AddressFamily == AddressFamily.InterNetwork);
    }

    private static readonly System.Buffers.SearchValues<char> AtomCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~");
}
