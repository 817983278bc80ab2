using System.Numerics;

namespace NoticeFunctions.Applications.Keys;

/// <summary>What the numbers of an RSA public key must be, so that a signature under it proves anything.</summary>
internal static class RsaNumbers
{
    /// <summary>Shorter ones can be factored by those who can afford it (NIST SP 800-131A).</summary>
    public const int LeastBits = 2048;

    /// <summary>Longer ones cost the platform more than they are worth.</summary>
    public const int MostBits = 8192;

    private const int SmallPrimes = 2000;
    private const long LeastExponent = 65_537;
    private const int ExponentBytes = 4;

    /// <summary>What is wrong with a modulus, as the rest of a sentence about it; null when nothing is that can be seen.</summary>
    /// <param name="bytes">Big-endian (RFC 7518, section 2: Base64urlUInt).</param>
    public static string? ModulusProblem(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || bytes[0] == 0)
        {
            return "must be a modulus without leading zero bytes (RFC 7518, section 2)";
        }

        BigInteger modulus = new(bytes, isUnsigned: true, isBigEndian: true);
        long bits = modulus.GetBitLength();
        return bits is < LeastBits or > MostBits
            ? $"must be a modulus of {LeastBits} to {MostBits} bits"
            : HasSmallFactor(modulus) ? "must be the product of two large primes: it has a small factor" : null;
    }

    /// <summary>What is wrong with an exponent: small ones make careless paddings forgeable (NIST SP 800-56B, section 6.2: from 65537), long ones only cost time.</summary>
    /// <param name="bytes">Big-endian.</param>
    public static string? ExponentProblem(ReadOnlySpan<byte> bytes)
    {
        const string Rule = "must be an odd exponent from 65537 to 4294967295, without leading zero bytes: AQAB is the usual one";
        if (bytes.IsEmpty || bytes[0] == 0 || bytes.Length > ExponentBytes)
        {
            return Rule;
        }

        BigInteger exponent = new(bytes, isUnsigned: true, isBigEndian: true);
        return exponent < LeastExponent || exponent.IsEven ? Rule : null;
    }

    private static bool HasSmallFactor(BigInteger modulus)
    {
        for (int divisor = 2; divisor < SmallPrimes; divisor++)
        {
            if ((modulus % divisor).IsZero)
            {
                return true;
            }
        }

        return false;
    }
}
