using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace NoticeFunctions.Http;

/// <summary>Settings that concern the whole app.</summary>
internal sealed class NoticesOptions
{
    /// <summary>The section these settings stand in.</summary>
    public const string Section = "Notices";

    /// <summary>Where callers reach the platform, when that differs from the Host of their requests.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>How many proxies stand before the platform, each of which adds to X-Forwarded-For whom it heard; 0: that header is anybody's word.</summary>
    public int TrustedProxies { get; set; }
}

/// <summary>Stops a start whose links would lead nowhere.</summary>
internal sealed class NoticesOptionsValidator : IValidateOptions<NoticesOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, NoticesOptions options) =>
        options.TrustedProxies is < 0 or > 10
            ? ValidateOptionsResult.Fail("Notices:TrustedProxies must be from 0 to 10.")
            : string.IsNullOrEmpty(options.PublicUrl) || (Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https")
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Notices:PublicUrl must be an absolute http or https URL, or be left out.");
}

/// <summary>URLs of this API as its callers reach it.</summary>
internal sealed class PublicUrls(IOptions<NoticesOptions> options)
{
    /// <summary>Where a notice's orchestration status is answered.</summary>
    public string Status(HttpRequest request, string noticeId) => $"{Base(request)}/api/notices/{noticeId}/status";

    /// <summary>Where the platform is reached, if a setting says so: for what comes with no request.</summary>
    public string? Known => options.Value.PublicUrl is { Length: > 0 } url ? url.TrimEnd('/') : null;

    /// <summary>Where the platform is reached, without a slash at the end.</summary>
    public string Base(HttpRequest request) =>
        Known ?? $"{request.Scheme}://{request.Host}";
}
