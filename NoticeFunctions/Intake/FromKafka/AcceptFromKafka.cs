using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using NoticeFunctions.Kafka;

namespace NoticeFunctions.Intake.FromKafka;

/// <summary>
/// The second door, for peaks. host.json keeps what fails from being committed, however often it fails (<c>commitOnFailure</c> false, <c>maxRetries</c> -1): so this
/// throws for what an operator has to mend, and for nothing that a message can be wrong about.
/// </summary>
internal sealed class AcceptFromKafka(MessageIntake intake)
{
    // One group for all instances, and for good: another would begin at the first message again.
    private const string Group = "notice-intake";

    /// <summary>The same from brokers that ask for a password, over TLS.</summary>
    public const string Secured = "AcceptFromSecuredKafka";

    /// <summary>Takes a batch of messages in.</summary>
    [Function(nameof(AcceptFromKafka))]
    public Task RunAsync(
        [KafkaTrigger(KafkaSettings.BrokersSetting, KafkaSettings.TopicSetting, ConsumerGroup = Group, IsBatched = true)] KafkaRecord[] records,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => intake.AcceptAsync(client, records, cancellation);

    /// <summary>Takes a batch of messages in. How brokers are spoken to can't be a setting: on the real host it is fixed when the app is built.</summary>
    [Function(Secured)]
    public Task RunSecuredAsync(
        [KafkaTrigger(
            KafkaSettings.BrokersSetting,
            KafkaSettings.TopicSetting,
            ConsumerGroup = Group,
            IsBatched = true,
            Protocol = BrokerProtocol.SaslSsl,
            AuthenticationMode = BrokerAuthenticationMode.Plain,
            Username = KafkaSettings.UsernameSetting,
            Password = KafkaSettings.PasswordSetting)]
        KafkaRecord[] records,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => intake.AcceptAsync(client, records, cancellation);
}
