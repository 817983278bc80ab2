using System.Globalization;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Kafka;
using NoticeFunctions.Problems;

namespace NoticeFunctions.DeadLetters;

/// <summary>Writes what the topic of dead letters brings into the list that operators see: an HTTP function can't list a topic.</summary>
internal sealed class RecordDeadLetters(IDeadLetters store, TimeProvider time)
{
    private const string Group = "notice-dead-letters";
    private const string Unknown = "unknown";

    /// <summary>The same from brokers that ask for a password, over TLS.</summary>
    public const string Secured = "RecordSecuredDeadLetters";

    /// <summary>Records a batch.</summary>
    [Function(nameof(RecordDeadLetters))]
    public Task RunAsync(
        [KafkaTrigger(KafkaSettings.BrokersSetting, KafkaSettings.TopicSetting + KafkaSettings.DeadLetterSuffix, ConsumerGroup = Group, IsBatched = true)] KafkaRecord[] records,
        CancellationToken cancellation) => store.AddAsync([.. records.Select(Read)], cancellation);

    /// <summary>Records a batch.</summary>
    [Function(Secured)]
    public Task RunSecuredAsync(
        [KafkaTrigger(
            KafkaSettings.BrokersSetting,
            KafkaSettings.TopicSetting + KafkaSettings.DeadLetterSuffix,
            ConsumerGroup = Group,
            IsBatched = true,
            Protocol = BrokerProtocol.SaslSsl,
            AuthenticationMode = BrokerAuthenticationMode.Plain,
            Username = KafkaSettings.UsernameSetting,
            Password = KafkaSettings.PasswordSetting)]
        KafkaRecord[] records,
        CancellationToken cancellation) => RunAsync(records, cancellation);

    // What somebody else has put into the topic is told as what it is: a message of that place, with no reason that is known.
    private DeadLetter Read(KafkaRecord record)
    {
        MessageHeaders headers = new(record.Headers);
        UndeliverableMessage itself = new(record, Unknown, Nothing, Application: null);
        DateTimeOffset at = record.Timestamp is { Type: not KafkaTimestampType.NotAvailable } stamp ? stamp.DateTimeOffset : DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        return new(
            headers.Single(DeadLetterHeaders.Id) ?? itself.Id,
            headers.Single(DeadLetterHeaders.Reason) ?? Unknown,
            ReadProblem(headers.Single(DeadLetterHeaders.Problem)),
            headers.Single(DeadLetterHeaders.Application),
            headers.Single(DeadLetterHeaders.Topic) ?? record.Topic,
            int.TryParse(headers.Single(DeadLetterHeaders.Partition), NumberStyles.None, CultureInfo.InvariantCulture, out int partition) ? partition : record.Partition,
            long.TryParse(headers.Single(DeadLetterHeaders.Offset), NumberStyles.None, CultureInfo.InvariantCulture, out long offset) ? offset : record.Offset,
            at,
            record.Value?.Length ?? 0,
            new DeadLetterPlace(record.Partition, record.Offset));
    }

    private static Problem Nothing { get; } = new("about:blank", Unknown, 0, Detail: null);

    private static Problem? ReadProblem(string? json)
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize(json, ProblemJson.Default.Problem);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
