namespace NoticeFunctions.Applications.Authentication;

/// <summary>What a client sent to get a token, each as it stands; null for what is absent.</summary>
internal sealed record TokenRequest
{
    /// <summary>The parameter <c>grant_type</c>.</summary>
    public string? GrantType { get; init; }

    /// <summary>The parameter <c>scope</c>.</summary>
    public string? Scope { get; init; }

    /// <summary>The client's id, from the body or from HTTP Basic.</summary>
    public string? ClientId { get; init; }

    /// <summary>The client's secret, from the body or from HTTP Basic.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The parameter <c>client_assertion_type</c> (RFC 7521, section 4.2).</summary>
    public string? AssertionType { get; init; }

    /// <summary>The parameter <c>client_assertion</c>.</summary>
    public string? Assertion { get; init; }

    /// <summary>The parameter <c>credential</c> of grant type <see cref="GrantTypes.RsaCredential"/>.</summary>
    public string? Credential { get; init; }

    /// <inheritdoc/>
    public override string ToString() => nameof(TokenRequest);
}
