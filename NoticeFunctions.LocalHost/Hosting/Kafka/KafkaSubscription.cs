using Confluent.Kafka;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using NoticeFunctions.LocalHost.Hosting.Discovery;
using NoticeFunctions.LocalHost.Hosting.Settings;

namespace NoticeFunctions.LocalHost.Hosting.Kafka;

/// <summary>What a Kafka function listens to, its settings read.</summary>
/// <param name="Function">The function.</param>
/// <param name="Topic">The topic.</param>
/// <param name="IsBatched">Whether an invocation gets many messages.</param>
/// <param name="Client">How the group's member is made.</param>
/// <param name="Options">host.json's part.</param>
internal sealed record KafkaSubscription(FunctionDescriptor Function, string Topic, bool IsBatched, ConsumerConfig Client, KafkaHostOptions Options)
{
    // As the real extension names a group that has no name.
    private const string NoGroup = "$Default";

    /// <exception cref="StartUpException">A setting that the trigger names is missing, or is none.</exception>
    public static KafkaSubscription Read(FunctionDescriptor function, IConfiguration configuration, KafkaHostOptions options)
    {
        KafkaTriggerAttribute trigger = (KafkaTriggerAttribute)function.Trigger;
        Reader read = new(function, configuration);
        ConsumerConfig client = ClientOf(trigger, read, options);
        return new(function, read.Topic(trigger.Topic), trigger.IsBatched, client, options);
    }

    private static ConsumerConfig ClientOf(KafkaTriggerAttribute trigger, Reader read, KafkaHostOptions options) => new(options.Consumer.ToDictionary(pair => pair.Key, pair => pair.Value))
    {
        BootstrapServers = read.Brokers(trigger.BrokerList),
        GroupId = read.Secure(trigger.ConsumerGroup) ?? NoGroup,
        // What a function has done well is stored then, and committed soon after.
        EnableAutoCommit = true,
        EnableAutoOffsetStore = false,
        CancellationDelayMaxMs = 250,
        // Members keep what they need not give up, and give the rest up when the group has settled: brokers may take no commit before.
        PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky,
        SecurityProtocol = trigger.Protocol == BrokerProtocol.NotSet ? null : Enum.Parse<SecurityProtocol>(trigger.Protocol.ToString()),
        SaslMechanism = trigger.AuthenticationMode == BrokerAuthenticationMode.NotSet ? null : Enum.Parse<SaslMechanism>(trigger.AuthenticationMode.ToString()),
        SaslUsername = read.Secure(trigger.Username),
        SaslPassword = read.Secure(trigger.Password),
        SslCaLocation = read.Secure(trigger.SslCaLocation),
        SslCertificateLocation = read.Secure(trigger.SslCertificateLocation),
        SslKeyLocation = read.Secure(trigger.SslKeyLocation),
        SslKeyPassword = read.Secure(trigger.SslKeyPassword),
        SslCaPem = read.Secure(trigger.SslCaPEM),
        SslCertificatePem = read.Secure(trigger.SslCertificatePEM),
        SslKeyPem = read.Secure(trigger.SslKeyPEM),
    };

    private sealed class Reader(FunctionDescriptor function, IConfiguration configuration)
    {
        public string Topic(string text)
            => configuration.Resolve(text, Fault) is { Length: > 0 } topic ? topic : throw Fault($"'{text}' names no topic.");

        /// <summary>Brokers are named or given; a bare word that names no setting would be looked for as a host, for ever.</summary>
        public string Brokers(string text)
            => Secure(text) is not { } brokers ? throw Fault($"setting '{text.Trim('%')}', which should name the brokers, is empty.")
                : brokers.Contains(':', StringComparison.Ordinal) || brokers.Contains('.', StringComparison.Ordinal) ? brokers
                : throw Fault($"setting '{text}', which should name the brokers (host:port,host:port), is missing.");

        /// <summary>The text, or what the setting that it names holds; null where there is none. As the real extension reads brokers and secrets.</summary>
        public string? Secure(string? text)
        {
            string resolved = configuration.Resolve(text ?? "", Fault);
            string value = resolved.Length > 0 && configuration.Named(resolved) is { Length: > 0 } named ? named : resolved;
            return value.Length > 0 ? value : null;
        }

        private StartUpException Fault(string what) => FunctionFault.At(function.Name, function.TriggerParameter, what);
    }
}
