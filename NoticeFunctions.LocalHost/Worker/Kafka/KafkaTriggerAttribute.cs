// The real package says nothing of nulls.
#nullable disable
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function for messages of a Kafka topic, as a member of a consumer group. Texts may hold <c>%Setting%</c>.</summary>
public sealed class KafkaTriggerAttribute : TriggerBindingAttribute, ISupportCardinality
{
    /// <summary>A trigger on a topic.</summary>
    /// <param name="brokerList">The brokers (<c>host:port,host:port</c>), or the name of a setting that holds them.</param>
    /// <param name="topic">The topic.</param>
    public KafkaTriggerAttribute(string brokerList, string topic)
    {
        BrokerList = brokerList;
        Topic = topic;
    }

    /// <summary>The topic.</summary>
    public string Topic { get; }

    /// <summary>The brokers, or the name of a setting that holds them.</summary>
    public string BrokerList { get; }

    /// <summary>The consumer group, whose members share the topic's partitions.</summary>
    public string ConsumerGroup { get; set; }

    /// <summary>Whether one invocation gets many messages, in an array.</summary>
    public bool IsBatched { get; set; }

    /// <summary>How to talk to the brokers.</summary>
    public BrokerProtocol Protocol { get; set; } = BrokerProtocol.NotSet;

    /// <summary>The SASL mechanism.</summary>
    public BrokerAuthenticationMode AuthenticationMode { get; set; } = BrokerAuthenticationMode.NotSet;

    /// <summary>The SASL user, or the name of a setting that holds it.</summary>
    public string Username { get; set; }

    /// <summary>The SASL password, or the name of a setting that holds it.</summary>
    public string Password { get; set; }

    /// <summary>The file of the certificates that vouch for brokers (PEM).</summary>
    public string SslCaLocation { get; set; }

    /// <summary>The file of the client's certificate (PEM).</summary>
    public string SslCertificateLocation { get; set; }

    /// <summary>The file of the client's private key (PEM).</summary>
    public string SslKeyLocation { get; set; }

    /// <summary>The password of the client's private key.</summary>
    public string SslKeyPassword { get; set; }

    /// <summary>The certificates that vouch for brokers, as PEM.</summary>
    public string SslCaPEM { get; set; }

    /// <summary>The client's certificate, as PEM.</summary>
    public string SslCertificatePEM { get; set; }

    /// <summary>The client's private key, as PEM.</summary>
    public string SslKeyPEM { get; set; }

    /// <summary>How many messages may wait for one instance before the real host adds another; LocalHost is one.</summary>
    public long LagThreshold { get; set; } = 1000;

    /// <inheritdoc/>
    Cardinality ISupportCardinality.Cardinality
    {
        get => IsBatched ? Cardinality.Many : Cardinality.One;
        set => IsBatched = value == Cardinality.Many;
    }
}
