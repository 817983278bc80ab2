namespace Microsoft.Azure.Functions.Worker;

/// <summary>Where a bearer token for brokers comes from.</summary>
public enum OAuthBearerMethod
{
    /// <summary>librdkafka's default.</summary>
    Default = 0,

    /// <summary>A token endpoint of OpenID Connect.</summary>
    Oidc = 1,
}
