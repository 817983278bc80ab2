using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using NoticeFunctions.Admission.Reading;
using NoticeFunctions.Applications.Keys;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Tests.Admission;

public sealed class JwkReaderTests
{
    [Fact]
    public void Public_keys_that_are_strong_enough_are_taken()
    {
        using ECDsa p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Read(Jwks.Ec()).Key!.Algorithms.Should().Equal("ES256");
        Read(Jwks.Of(p384)).Key!.Algorithms.Should().Equal("ES384");
        Read(Jwks.Rsa()).Key!.Algorithms.Should().Equal("RS256", "PS256");
        Read(Jwks.Ec(("use", "sig"), ("alg", "ES256"), ("key_ops", new JsonArray("verify")), ("kid", "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U"))).Faults.Should().BeEmpty();
    }

    [Theory]
    [InlineData("d")]
    [InlineData("p")]
    [InlineData("q")]
    [InlineData("dp")]
    [InlineData("dq")]
    [InlineData("qi")]
    [InlineData("oth")]
    [InlineData("k")]
    public void A_private_key_is_refused_and_its_sender_told_that_it_is_burnt(string member)
    {
        (ClientJwk? key, IReadOnlyList<Fault> faults) = Read(Jwks.Rsa((member, "c2VjcmV0")));

        key.Should().BeNull();
        faults.Should().ContainSingle().Which.Pointer.Should().Be($"/jwk/{member}");
        faults[0].Detail.Should().Contain("throw the key away").And.NotContain("c2VjcmV0");
    }

    [Fact]
    public void A_private_key_is_told_of_even_where_all_else_is_wrong() =>
        Read(new JsonObject { ["kty"] = "oct", ["k"] = "c2VjcmV0", ["more"] = 1, ["d"] = 1 }).Faults.Select(fault => fault.Pointer).Should().Equal("/jwk/k", "/jwk/d");

    [Theory]
    [InlineData("Aw", "3: forgeable under careless padding")]
    [InlineData("AQ", "1: no encryption at all")]
    [InlineData("AQAA", "even")]
    [InlineData("AAEAAQ", "a leading zero byte")]
    [InlineData("AQAAAAE", "five bytes")]
    [InlineData("AQAB=", "padding")]
    [InlineData("", "nothing")]
    public void A_weak_exponent_is_refused(string exponent, string why) =>
        Read(Jwks.Rsa(("e", exponent))).Faults.Should().ContainSingle(why).Which.Pointer.Should().Be("/jwk/e");

    [Fact]
    public void A_weak_modulus_is_refused()
    {
        using RSA small = RSA.Create(1024);
        byte[] good = Base64Url.DecodeFromChars(Jwks.Rsa()["n"]!.GetValue<string>());
        byte[] even = [.. good[..^1], (byte)(good[^1] & 0xfe)];
        byte[] huge = [1, .. new byte[1024]];

        Read(Jwks.Of(small)).Faults.Should().ContainSingle().Which.Detail.Should().Contain("2048");
        Read(Jwks.Rsa(("n", Base64Url.EncodeToString(even)))).Faults.Should().ContainSingle().Which.Detail.Should().Contain("small factor");
        Read(Jwks.Rsa(("n", Base64Url.EncodeToString(huge)))).Faults.Should().ContainSingle().Which.Detail.Should().Contain("8192");
        Read(Jwks.Rsa(("n", Base64Url.EncodeToString([0, .. good])))).Faults.Should().ContainSingle().Which.Detail.Should().Contain("zero bytes");
    }

    [Fact]
    public void A_point_that_is_not_on_its_curve_is_refused() =>
        Read(Jwks.Ec(("y", Jwks.X))).Faults.Should().ContainSingle().Which.Detail.Should().Contain("no point of P-256");

    [Theory]
    [InlineData("crv", "P-521", "/jwk/crv")]
    [InlineData("crv", "secp256k1", "/jwk/crv")]
    [InlineData("crv", "P-384", "/jwk/x", "/jwk/y")]
    [InlineData("x", "AAAA", "/jwk/x")]
    [InlineData("kty", "OKP", "/jwk/kty")]
    [InlineData("kty", "ec", "/jwk/kty")]
    [InlineData("n", "AQAB", "/jwk/n")]
    [InlineData("use", "enc", "/jwk/use")]
    [InlineData("alg", "ES384", "/jwk/alg")]
    [InlineData("alg", "none", "/jwk/alg")]
    [InlineData("kid", "mine", "/jwk/kid")]
    [InlineData("x5u", "https://example.com/", "/jwk/x5u")]
    public void What_does_not_fit_is_named(string member, string value, params string[] pointers) =>
        Read(Jwks.Ec((member, value))).Faults.Select(fault => fault.Pointer).Should().Equal(pointers);

    [Fact]
    public void What_is_missing_is_named()
    {
        Read(Jwks.Ec(("x", null), ("y", null))).Faults.Select(fault => fault.Pointer).Should().Equal("/jwk/x", "/jwk/y");
        Read(Jwks.Rsa(("n", null), ("e", null))).Faults.Select(fault => fault.Pointer).Should().Equal("/jwk/n", "/jwk/e");
        Read(Jwks.Ec(("key_ops", new JsonArray("sign", "verify")))).Faults.Select(fault => fault.Pointer).Should().Equal("/jwk/key_ops");
    }

    private static (ClientJwk? Key, IReadOnlyList<Fault> Faults) Read(JsonObject jwk)
    {
        FaultList faults = new();
        using JsonDocument document = JsonDocument.Parse(jwk.ToJsonString());
        ClientJwk? key = JwkReader.Read(document.RootElement, faults);
        return (faults.Any ? null : key, faults.Items);
    }
}
