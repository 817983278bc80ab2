using System.Globalization;
using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using NoticeFunctions.LocalHost.Hosting.Settings;

namespace NoticeFunctions.LocalHost.Hosting.Kafka;

/// <summary>
/// host.json's <c>extensions.kafka</c>, with the real extension's names and defaults
/// (https://learn.microsoft.com/azure/azure-functions/functions-bindings-kafka#hostjson-settings).
/// </summary>
/// <param name="MaxBatchSize">Messages of one invocation at most.</param>
/// <param name="SubscriberInterval">How long messages are gathered at most. LocalHost waits for none: what is there goes.</param>
/// <param name="CommitOnFailure">Whether a failed invocation's messages count as done.</param>
/// <param name="MaxRetries">How often a failed invocation is repeated before its messages are skipped; -1 is without end.</param>
/// <param name="Consumer">What goes to the client library as it is.</param>
internal sealed record KafkaHostOptions(int MaxBatchSize, TimeSpan SubscriberInterval, bool CommitOnFailure, int MaxRetries, ConsumerConfig Consumer)
{
    private const string Section = $"{HostConfiguration.JobHost}:extensions:kafka";

    /// <exception cref="StartUpException">A value is none that the real extension takes.</exception>
    public static KafkaHostOptions Read(IConfiguration configuration)
    {
        IConfigurationSection kafka = configuration.GetSection(Section);
        return new(
            Number(kafka, "maxBatchSize", least: 1) ?? 64,
            TimeSpan.FromSeconds(Number(kafka, "subscriberIntervalInSeconds", least: 1) ?? 1),
            configuration.ReadSwitch($"{Section}:commitOnFailure"),
            Number(kafka, "maxRetries", least: -1) ?? 5,
            new ConsumerConfig
            {
                AutoCommitIntervalMs = Number(kafka, "autoCommitIntervalMs", least: 1) ?? 200,
                AutoOffsetReset = Reset(kafka["autoOffsetReset"]),
                SessionTimeoutMs = Number(kafka, "sessionTimeoutMs", least: 1) ?? 10_000,
                MaxPollIntervalMs = Number(kafka, "maxPollIntervalMs", least: 1),
                MetadataMaxAgeMs = Number(kafka, "metadataMaxAgeMs", least: 1) ?? 180_000,
                SocketKeepaliveEnable = kafka["socketKeepaliveEnable"] is not { Length: > 0 } || configuration.ReadSwitch($"{Section}:socketKeepaliveEnable"),
                ReconnectBackoffMs = Number(kafka, "reconnectBackoffMs", least: 0),
                ReconnectBackoffMaxMs = Number(kafka, "reconnectBackoffMaxMs", least: 0),
                QueuedMinMessages = Number(kafka, "queuedMinMessages", least: 1),
                QueuedMaxMessagesKbytes = Number(kafka, "queuedMaxMessagesKbytes", least: 1),
                MaxPartitionFetchBytes = Number(kafka, "maxPartitionFetchBytes", least: 1),
                FetchMaxBytes = Number(kafka, "fetchMaxBytes", least: 1),
            });
    }

    private static int? Number(IConfigurationSection kafka, string name, int least)
        => kafka[name] is not { Length: > 0 } text ? null
            : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least ? number
            : throw new StartUpException($"{HostConfiguration.HostJson}: extensions.kafka.{name}: '{text}' is no number from {least} on.");

    private static AutoOffsetReset Reset(string? text) => text?.ToUpperInvariant() switch
    {
        null or "" or "EARLIEST" => AutoOffsetReset.Earliest,
        "LATEST" => AutoOffsetReset.Latest,
        _ => throw new StartUpException($"{HostConfiguration.HostJson}: extensions.kafka.autoOffsetReset: '{text}' is neither earliest nor latest."),
    };
}
