namespace Microsoft.Azure.Functions.Worker;

/// <summary>How a client talks to brokers.</summary>
public enum BrokerProtocol
{
    /// <summary>None is named: librdkafka's own default holds, which is plaintext.</summary>
    NotSet = -1,

    /// <summary>Open, and without authentication.</summary>
    Plaintext = 0,

    /// <summary>TLS.</summary>
    Ssl = 1,

    /// <summary>SASL over an open connection.</summary>
    SaslPlaintext = 2,

    /// <summary>SASL over TLS.</summary>
    SaslSsl = 3,
}
