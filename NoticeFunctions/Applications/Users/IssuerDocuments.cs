using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace NoticeFunctions.Applications.Users;

/// <summary>Reads what an issuer publishes of itself (OpenID Connect Discovery 1.0, section 4; RFC 7517).</summary>
internal sealed class IssuerDocuments(IHttpClientFactory clients, IOptions<UserOptions> options, IHostEnvironment environment)
{
    /// <summary>The name of the HTTP client.</summary>
    public const string HttpClientName = "Users";

    /// <summary>The most bytes of a document: those of large issuers have some thousand.</summary>
    public const int LongestDocument = 256 * 1024;

    /// <summary>How long one may take.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    // Shorter RSA keys are to be had for money (NIST SP 800-131A).
    private const int FewestRsaBits = 2048;

    /// <summary>The issuer and the keys that it signs with at present.</summary>
    /// <exception cref="IssuerAwayException">It does not answer, or with what makes no sense.</exception>
    public async Task<IssuerKeySet> ReadAsync()
    {
        string authority = options.Value.Authority.TrimEnd('/');
        try
        {
            using HttpClient client = clients.CreateClient(HttpClientName);
            using JsonDocument metadata = JsonDocument.Parse(await client.GetByteArrayAsync(new Uri($"{authority}/.well-known/openid-configuration")));
            string? issuer = Text(metadata.RootElement, "issuer");
            string? keys = Text(metadata.RootElement, "jwks_uri");

            // Section 4.3: it has to be who was asked, or one issuer could speak for another.
            if (issuer?.TrimEnd('/') != authority || keys is null || !IssuerAddress.MayBeCalled(keys, environment))
            {
                throw new IssuerAwayException("Its metadata name another issuer, or no keys that may be fetched.");
            }

            JsonWebKeySet set = new(await client.GetStringAsync(new Uri(keys)));
            return new IssuerKeySet(issuer, [.. set.Keys.Where(IsFit)]);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or ArgumentException or FormatException or InvalidOperationException or OperationCanceledException)
        {
            throw new IssuerAwayException("Its metadata or keys can't be read.", e);
        }
    }

    private static string? Text(JsonElement document, string name) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Whether tokens may be signed with a key: one for encryption, or of a kind that is not taken, is passed over.</summary>
    private static bool IsFit(JsonWebKey key) =>
        key.Use is null or "" or JsonWebKeyUseNames.Sig && key switch
        {
            { Kty: JsonWebAlgorithmsKeyTypes.RSA, KeySize: >= FewestRsaBits } => key.Alg is null or "" or SecurityAlgorithms.RsaSha256,
            { Kty: JsonWebAlgorithmsKeyTypes.EllipticCurve, Crv: JsonWebKeyECTypes.P256 } => key.Alg is null or "" or SecurityAlgorithms.EcdsaSha256,
            _ => false,
        };
}

/// <summary>An issuer and its keys.</summary>
/// <param name="Issuer">As its tokens spell it.</param>
/// <param name="Keys">Those that it signs with.</param>
internal sealed record IssuerKeySet(string Issuer, IReadOnlyList<JsonWebKey> Keys)
{
    /// <summary>The key of a name; without a name the only one. Null when there is none.</summary>
    public JsonWebKey? Find(string? id) =>
        string.IsNullOrEmpty(id) ? (Keys.Count == 1 ? Keys[0] : null) : Keys.FirstOrDefault(key => key.KeyId == id);
}

/// <summary>The users' issuer can't be asked, and what it said before is too old.</summary>
internal sealed class IssuerAwayException(string message, Exception? inner = null) : Exception(message, inner);
