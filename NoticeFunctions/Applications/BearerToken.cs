using Microsoft.Extensions.Primitives;

namespace NoticeFunctions.Applications;

/// <summary>
/// Reads <c>Authorization: Bearer …</c> (RFC 6750, section 2.1), a header of a request or of a message. A token elsewhere (a form, a query) is none: it would end up in logs.
/// </summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";

    /// <summary>The token as it was sent; null when there is no such header, "" when there is one that holds no token, or several.</summary>
    /// <param name="values">The header's values.</param>
    public static string? Read(StringValues values) => values.Count switch
    {
        0 => null,
        1 when values[0] is { } value && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) => value[Scheme.Length..].Trim(' '),
        _ => "",
    };
}
