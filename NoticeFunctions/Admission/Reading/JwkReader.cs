using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using NoticeFunctions.Applications.Keys;
using NoticeFunctions.Intake.Validation;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Admission.Reading;

/// <summary>Reads a public JWK (RFC 7517) and takes nothing for one that could be forged, or that says what its owner should have kept.</summary>
internal static class JwkReader
{
    private const string Pointer = "/jwk";

    private static readonly string[] Ec = ["kty", "crv", "x", "y"];
    private static readonly string[] Rsa = ["kty", "n", "e"];
    private static readonly string[] Labels = ["kid", "use", "alg", "key_ops"];
    private static readonly string[] Private = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
    private static readonly string[] Public = [.. Ec.Union(Rsa), .. Labels];

    /// <summary>A key that is right: that of RFC 7515, appendix A.3.</summary>
    public static JsonObject Example { get; } = new()
    {
        ["kty"] = "EC",
        ["crv"] = "P-256",
        ["x"] = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        ["y"] = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
    };

    /// <summary>The key, or null with faults.</summary>
    public static ClientJwk? Read(JsonElement value, FaultList faults)
    {
        if (RefusesPrivate(value, faults) || ObjectReader.Open(value, Pointer, faults, Public, Example) is not { } jwk)
        {
            return null;
        }

        int before = faults.Items.Count;
        string? kty = Required(jwk, "kty");
        ClientJwk? key = kty switch
        {
            ClientJwk.Ec => ReadEc(jwk),
            ClientJwk.Rsa => ReadRsa(jwk),
            null => null,
            _ => Wrong(jwk, "kty", "must be RSA or EC", "EC"),
        };
        foreach (string name in (kty == ClientJwk.Ec ? Rsa.Except(Ec) : kty == ClientJwk.Rsa ? Ec.Except(Rsa) : []).Where(jwk.Has))
        {
            jwk.Fault(name, $"does not belong to a key of kty {kty}", Example);
        }

        if (key is not null && faults.Items.Count == before)
        {
            CheckLabels(jwk, key);
        }

        return key;
    }

    // Looked for before anything else, whatever the rest is: the caller must hear of it.
    private static bool RefusesPrivate(JsonElement value, FaultList faults)
    {
        string[] secret = value.ValueKind == JsonValueKind.Object ? [.. value.EnumerateObject().Select(member => member.Name).Distinct().Where(Private.Contains)] : [];
        foreach (string name in secret)
        {
            faults.Add($"{Pointer}/{name}", "is part of a private key, which has now left its owner: throw the key away, make another, and send its public part alone. Nothing of it was kept", Example);
        }

        return secret.Length > 0;
    }

    private static ClientJwk? ReadEc(ObjectReader jwk)
    {
        string? curve = Required(jwk, "crv");
        if (curve is not (null or "P-256" or "P-384"))
        {
            return Wrong(jwk, "crv", "must be P-256 or P-384", "P-256");
        }

        int bytes = curve == "P-384" ? 48 : 32;
        string? x = Number(jwk, "x", number => number.Length == bytes ? null : $"must have the {bytes} bytes of {curve}");
        string? y = Number(jwk, "y", number => number.Length == bytes ? null : $"must have the {bytes} bytes of {curve}");
        if (curve is null || x is null || y is null)
        {
            return null;
        }

        ClientJwk key = new(ClientJwk.Ec) { Crv = curve, X = x, Y = y };
        try
        {
            key.Import().Dispose();
            return key;
        }
        catch (CryptographicException)
        {
            return Wrong(jwk, "x", $"is with y no point of {curve}", Example["x"]!.DeepClone());
        }
    }

    private static ClientJwk? ReadRsa(ObjectReader jwk)
    {
        string? modulus = Number(jwk, "n", number => RsaNumbers.ModulusProblem(number));
        string? exponent = Number(jwk, "e", number => RsaNumbers.ExponentProblem(number));
        return modulus is null || exponent is null ? null : new(ClientJwk.Rsa) { N = modulus, E = exponent };
    }

    private static void CheckLabels(ObjectReader jwk, ClientJwk key)
    {
        string thumbprint = key.Thumbprint();
        jwk.Text("kid", text => text == thumbprint, "must be the key's thumbprint (RFC 7638), or be left out: the platform calls it so", thumbprint);
        jwk.Text("use", text => text == "sig", "must be sig, or be left out: the key signs", "sig");
        jwk.Text("alg", key.Algorithms.Contains, $"must be {string.Join(" or ", key.Algorithms)} for this key, or be left out", key.Algorithms[0]);
        JsonArray verify = ["verify"];
        if (jwk.Items("key_ops", verify) is { } operations && !(operations is [{ ValueKind: JsonValueKind.String } one] && one.GetString() == "verify"))
        {
            jwk.Fault("key_ops", "must be verify alone, or be left out", verify);
        }
    }

    private static string? Required(ObjectReader jwk, string name)
    {
        if (!jwk.Has(name))
        {
            jwk.Fault(name, "is required", Example);
        }

        return jwk.Text(name, "EC");
    }

    private static string? Number(ObjectReader jwk, string name, Func<byte[], string?> problem)
    {
        if (!jwk.Has(name))
        {
            jwk.Fault(name, "is required", Example);
            return null;
        }

        if (jwk.Text(name, "AQAB") is not { } text)
        {
            return null;
        }

        // One spelling alone: the thumbprint is one of the text.
        if (!Base64Url.IsValid(text) || Base64Url.DecodeFromChars(text) is not { } number || Base64Url.EncodeToString(number) != text)
        {
            return Bad("must be base64url without padding (RFC 7515, section 2)");
        }

        return problem(number) is { } wrong ? Bad(wrong) : text;

        string? Bad(string detail)
        {
            jwk.Fault(name, detail, Example);
            return null;
        }
    }

    private static ClientJwk? Wrong(ObjectReader jwk, string name, string detail, JsonNode example)
    {
        jwk.Fault(name, detail, example);
        return null;
    }
}
