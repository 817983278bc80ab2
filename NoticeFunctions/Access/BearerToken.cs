using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace NoticeFunctions.Access;

/// <summary>Reads the header <c>Authorization: Bearer …</c> (RFC 6750, section 2.1). A token elsewhere (a form, a query) is none: it would end up in logs.</summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";

    /// <summary>The token as it was sent; null when there is no such header, "" when there is one that holds no token, or several.</summary>
    public static string? Read(HttpRequest request)
    {
        StringValues values = request.Headers.Authorization;
        return values.Count switch
        {
            0 => null,
            1 when values[0] is { } value && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) => value[Scheme.Length..].Trim(' '),
            _ => "",
        };
    }
}
