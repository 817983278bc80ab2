namespace Microsoft.Azure.Functions.Worker;

/// <summary>The SASL mechanism by which a client proves to brokers who it is.</summary>
public enum BrokerAuthenticationMode
{
    /// <summary>None is named: librdkafka's own default holds.</summary>
    NotSet = -1,

    /// <summary>Kerberos.</summary>
    Gssapi = 0,

    /// <summary>User name and password.</summary>
    Plain = 1,

    /// <summary>SCRAM with SHA-256.</summary>
    ScramSha256 = 2,

    /// <summary>SCRAM with SHA-512.</summary>
    ScramSha512 = 3,

    /// <summary>A bearer token (OAuth).</summary>
    OAuthBearer = 4,
}
