using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace NoticeFunctions.Records;

/// <summary>
/// Writes and reads the texts that lists go on from. Such a text names a place, not a number of items to skip, so what comes or goes
/// in between neither repeats nor hides an item; and it carries a check over the list and filter it is of.
/// </summary>
internal static class Continuation
{
    private const int CheckLength = 6;

    /// <summary>An opaque text for a place.</summary>
    /// <param name="list">The list and everything that decides its order and content.</param>
    /// <param name="place">The fields of the place; without <c>|</c>.</param>
    public static string Write(string list, params IEnumerable<string> place)
    {
        byte[] fields = Encoding.UTF8.GetBytes(string.Join('|', place));
        return Base64Url.EncodeToString([.. Check(list, fields), .. fields]);
    }

    /// <summary>The place that <see cref="Write"/> was given.</summary>
    /// <exception cref="InvalidContinuationException">Not a text of this list's.</exception>
    public static string[] Read(string list, string continuation)
    {
        byte[] bytes;
        try
        {
            bytes = Base64Url.DecodeFromChars(continuation);
        }
        catch (FormatException notBase64)
        {
            throw new InvalidContinuationException(notBase64);
        }

        if (bytes.Length < CheckLength || !bytes.AsSpan(0, CheckLength).SequenceEqual(Check(list, bytes.AsSpan(CheckLength))))
        {
            throw new InvalidContinuationException();
        }

        return Encoding.UTF8.GetString(bytes, CheckLength, bytes.Length - CheckLength).Split('|');
    }

    private static byte[] Check(string list, ReadOnlySpan<byte> fields) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes(list), 0, .. fields])[..CheckLength];
}
