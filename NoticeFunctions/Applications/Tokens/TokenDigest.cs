using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace NoticeFunctions.Applications.Tokens;

/// <summary>A token's SHA-256, as a key of dictionaries.</summary>
/// <param name="High">Its first half.</param>
/// <param name="Low">Its second half.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct TokenDigest(UInt128 High, UInt128 Low)
{
    /// <summary>The digest of a token.</summary>
    public static TokenDigest Of(string token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(token.AsSpan()), hash);
        return MemoryMarshal.Read<TokenDigest>(hash);
    }
}
