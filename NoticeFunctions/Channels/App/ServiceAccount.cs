using System.Security.Cryptography;
using System.Text.Json;
using NoticeFunctions.Channels.Calls;

namespace NoticeFunctions.Channels.App;

/// <summary>A Google service account, as its key file (JSON) describes it.</summary>
/// <param name="ProjectId">The Firebase project.</param>
/// <param name="ClientEmail">The account.</param>
/// <param name="PrivateKeyId">The key's id, if the file names it.</param>
/// <param name="PrivateKey">The key in PEM.</param>
/// <param name="TokenUri">Where access tokens are got.</param>
internal sealed record ServiceAccount(string ProjectId, string ClientEmail, string? PrivateKeyId, string PrivateKey, string TokenUri)
{
    /// <summary>Where Google gives tokens.</summary>
    public const string GoogleTokenUri = "https://oauth2.googleapis.com/token";

    private const int LongestFile = 16 * 1024;

    /// <summary>Reads a key file; null with what is wrong with it, in the words of a fault's detail.</summary>
    public static ServiceAccount? Read(string file, ProviderHosts hosts, out string? fault)
    {
        fault = null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(file.Length <= LongestFile ? file : "");
            JsonElement json = document.RootElement;
            ServiceAccount account = new(
                ProviderAnswer.TextIn(json, "project_id") ?? "",
                ProviderAnswer.TextIn(json, "client_email") ?? "",
                ProviderAnswer.TextIn(json, "private_key_id"),
                ProviderAnswer.TextIn(json, "private_key") ?? "",
                ProviderAnswer.TextIn(json, "token_uri") ?? GoogleTokenUri);
            fault = ProviderAnswer.TextIn(json, "type") != "service_account" ? "must be the key file of a service account: its type is another"
                : account.ProjectId.Length == 0 || !account.ProjectId.All(one => char.IsAsciiLetterOrDigit(one) || one is '-' or ':' or '.') ? "must be a service account's key file with a project_id"
                : !account.ClientEmail.Contains('@') ? "must be a service account's key file with a client_email"
                : hosts.Fault(account.TokenUri) is { } wrong ? $"must be a service account's key file, and its token_uri {wrong}"
                : null;
            if (fault is null)
            {
                account.OpenKey().Dispose();
                return account;
            }

            return null;
        }
        catch (Exception e) when (e is JsonException or CryptographicException or ArgumentException)
        {
            fault = e is JsonException ? "must be the key file of a service account, in JSON" : "must be a service account's key file with a private_key in PEM";
            return null;
        }
    }

    /// <summary>The key.</summary>
    /// <exception cref="CryptographicException">It is none.</exception>
    /// <exception cref="ArgumentException">It is no PEM.</exception>
    public RSA OpenKey()
    {
        RSA key = RSA.Create();
        try
        {
            key.ImportFromPem(PrivateKey);
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => nameof(ServiceAccount);
}
