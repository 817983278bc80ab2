using Microsoft.Extensions.Hosting;

namespace NoticeFunctions.Applications.Users;

/// <summary>Where an issuer, and its keys, may be: whoever could answer in its place could make tokens for every user.</summary>
internal static class IssuerAddress
{
    /// <summary>Whether an address may be called: https, and in development also http on this machine.</summary>
    public static bool MayBeCalled(string text, IHostEnvironment environment) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
        && address is { UserInfo.Length: 0, Query.Length: 0, Fragment.Length: 0 }
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback && environment.IsDevelopment()));
}
