using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace NoticeFunctions.Applications.Signing;

/// <summary>What a key of the platform's own is for.</summary>
/// <param name="Name">In Redis, and as the purpose that its private part is locked for.</param>
/// <param name="Use">The JWK's <c>use</c> (RFC 7517, section 4.2).</param>
/// <param name="Algorithm">The JWK's <c>alg</c>; no other is accepted.</param>
internal abstract record KeyKind(string Name, string Use, string Algorithm)
{
    /// <summary>
    /// Signs access tokens: ECDSA on P-256. Its tokens are 250 bytes shorter than RSA's, which travel with every request, and a key is made in an instant.
    /// </summary>
    public static KeyKind Signing { get; } = new SigningKind();

    /// <summary>Takes credentials that clients encrypt: RSA of 3072 bits with OAEP over SHA-256, whose messages hold 318 bytes.</summary>
    public static KeyKind Encryption { get; } = new EncryptionKind();

    /// <summary>A new key.</summary>
    public abstract AsymmetricAlgorithm Create();

    /// <summary>The key of a PKCS#8 document.</summary>
    public abstract AsymmetricAlgorithm Import(byte[] pkcs8);

    /// <summary>The key as the library takes it.</summary>
    public abstract SecurityKey Wrap(AsymmetricAlgorithm key, string id);

    /// <summary>The public part; without an id.</summary>
    public abstract JsonWebKey PublicPart(AsymmetricAlgorithm key);

    private sealed record SigningKind() : KeyKind("signing", "sig", SecurityAlgorithms.EcdsaSha256)
    {
        public override AsymmetricAlgorithm Create() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

        public override AsymmetricAlgorithm Import(byte[] pkcs8)
        {
            ECDsa key = ECDsa.Create();
            key.ImportPkcs8PrivateKey(pkcs8, out _);
            return key;
        }

        public override SecurityKey Wrap(AsymmetricAlgorithm key, string id) => new ECDsaSecurityKey((ECDsa)key) { KeyId = id };

        public override JsonWebKey PublicPart(AsymmetricAlgorithm key)
        {
            ECParameters point = ((ECDsa)key).ExportParameters(includePrivateParameters: false);
            return new() { Kty = "EC", Crv = "P-256", X = Base64UrlEncoder.Encode(point.Q.X), Y = Base64UrlEncoder.Encode(point.Q.Y) };
        }
    }

    private sealed record EncryptionKind() : KeyKind("encryption", "enc", "RSA-OAEP-256")
    {
        private const int Bits = 3072;

        public override AsymmetricAlgorithm Create() => RSA.Create(Bits);

        public override AsymmetricAlgorithm Import(byte[] pkcs8)
        {
            RSA key = RSA.Create();
            key.ImportPkcs8PrivateKey(pkcs8, out _);
            return key;
        }

        public override SecurityKey Wrap(AsymmetricAlgorithm key, string id) => new RsaSecurityKey((RSA)key) { KeyId = id };

        public override JsonWebKey PublicPart(AsymmetricAlgorithm key)
        {
            RSAParameters numbers = ((RSA)key).ExportParameters(includePrivateParameters: false);
            return new() { Kty = "RSA", N = Base64UrlEncoder.Encode(numbers.Modulus), E = Base64UrlEncoder.Encode(numbers.Exponent) };
        }
    }
}
