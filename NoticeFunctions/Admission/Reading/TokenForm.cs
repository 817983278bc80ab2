using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using NoticeFunctions.Applications.Authentication;

namespace NoticeFunctions.Admission.Reading;

/// <summary>Reads a token request: the form in the body (RFC 6749, appendix B), and HTTP Basic.</summary>
internal static class TokenForm
{
    private const string FormType = "application/x-www-form-urlencoded";
    private static readonly FormOptions Limits = new() { ValueCountLimit = 20, KeyLengthLimit = 100, ValueLengthLimit = 16 * 1024 };

    /// <summary>The request, or what is wrong with it.</summary>
    public static async Task<(TokenRequest? Request, TokenError? Error)> ReadAsync(HttpRequest http, CancellationToken cancellation)
    {
        if (!MediaTypeHeaderValue.TryParse(http.ContentType, out MediaTypeHeaderValue? type) || !FormType.Equals(type.MediaType, StringComparison.OrdinalIgnoreCase))
        {
            return (null, TokenError.InvalidRequest($"The body must be {FormType}."));
        }

        IFormCollection form;
        try
        {
            form = await http.ReadFormAsync(Limits, cancellation);
        }
        catch (InvalidDataException)
        {
            return (null, TokenError.InvalidRequest("The form has too many or too long parameters."));
        }

        if (form.Any(static parameter => parameter.Value.Count > 1))
        {
            return (null, TokenError.InvalidRequest("A parameter stands in the form more than once."));
        }

        TokenRequest request = new()
        {
            GrantType = Text(form, "grant_type"),
            Scope = Text(form, "scope"),
            ClientId = Text(form, "client_id"),
            ClientSecret = Text(form, "client_secret"),
            AssertionType = Text(form, "client_assertion_type"),
            Assertion = Text(form, "client_assertion"),
            Credential = Text(form, "credential"),
        };
        return UsesBasic(http) ? WithBasic(request, http.Headers.Authorization.ToString()) : (request, null);
    }

    /// <summary>Whether the client tried HTTP Basic: an answer that refuses it must name that scheme.</summary>
    public static bool UsesBasic(HttpRequest http) => http.Headers.Authorization is [{ } one] && one.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase);

    // RFC 6749, section 2.3.1: both parts are form-encoded before they are joined. Section 2.3: one way to authenticate a request.
    private static (TokenRequest? Request, TokenError? Error) WithBasic(TokenRequest request, string header)
    {
        if (request.ClientSecret is not null || request.Assertion is not null || request.Credential is not null)
        {
            return (null, TokenError.InvalidRequest("The client authenticates in more than one way."));
        }

        string encoded = header["Basic ".Length..].Trim();
        if (!Base64.IsValid(encoded) || Encoding.UTF8.GetString(Convert.FromBase64String(encoded)).Split(':', 2) is not [string id, string secret])
        {
            return (null, TokenError.InvalidClient);
        }

        string name = WebUtility.UrlDecode(id);
        return request.ClientId is { } other && other != name
            ? (null, TokenError.InvalidRequest("The form names another client than the header authorization."))
            : (request with { ClientId = name, ClientSecret = WebUtility.UrlDecode(secret) }, null);
    }

    private static string? Text(IFormCollection form, string name) => form.TryGetValue(name, out StringValues values) && values is [{ Length: > 0 } text] ? text : null;
}
