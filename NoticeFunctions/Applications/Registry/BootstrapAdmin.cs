using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using NoticeFunctions.Applications.Keys;

namespace NoticeFunctions.Applications.Registry;

/// <summary>Client <c>admin</c>, who is there before anybody is registered, and registers the others.</summary>
internal sealed class BootstrapAdmin(IOptions<BootstrapOptions> options)
{
    /// <summary>The name of its one key.</summary>
    public const string KeyId = "bootstrap";

    /// <summary>It as an application.</summary>
    public RegisteredApplication Application { get; } = new(ApplicationIds.Admin, "Administrator", "", ScopeNames.Every, DateTimeOffset.UnixEpoch)
    {
        Keys = [new ApplicationKey(KeyId, DateTimeOffset.UnixEpoch) { SecretHash = SHA256.HashData(Encoding.UTF8.GetBytes(options.Value.BootstrapAdminSecret)) }],
    };
}
