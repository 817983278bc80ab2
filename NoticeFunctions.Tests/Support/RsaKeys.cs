using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace NoticeFunctions.Tests.Support;

/// <summary>RSA keys for tests to which it does not matter who else has them: to make one takes a processor 0.4 s with 2048 bits and 0.9 s with 3072.</summary>
internal static class RsaKeys
{
    private static readonly ConcurrentDictionary<(int Bits, int Number), Lazy<byte[]>> Made = new();

    /// <summary>The caller's own copy of a key.</summary>
    /// <param name="bits">Its length.</param>
    /// <param name="number">Of two numbers there are two keys.</param>
    public static RSA Of(int bits, int number = 0)
    {
        RSA key = RSA.Create();
        key.ImportPkcs8PrivateKey(Made.GetOrAdd((bits, number), _ => new(() => Make(bits))).Value, out _);
        return key;
    }

    private static byte[] Make(int bits)
    {
        using RSA key = RSA.Create(bits);
        return key.ExportPkcs8PrivateKey();
    }
}
