using Confluent.Kafka;
using Microsoft.Extensions.Configuration;

namespace NoticeFunctions.Kafka;

/// <summary>Where Kafka is, as the triggers read it. Without brokers there is no Kafka, and its functions are switched off (<c>AzureWebJobs.FUNCTION.Disabled</c>).</summary>
/// <param name="Brokers"><c>host:port,host:port</c>; null where there are none.</param>
/// <param name="Topic">The topic that notices come from.</param>
/// <param name="Username">Whom the brokers know this platform as; null where they don't ask.</param>
/// <param name="Password">What proves it to them.</param>
internal sealed record KafkaSettings(string? Brokers, string Topic, string? Username = null, string? Password = null)
{
    /// <summary>The setting of the user, as a trigger's attribute names it.</summary>
    public const string UsernameSetting = "%KafkaUsername%";

    /// <summary>The setting of the password, as a trigger's attribute names it.</summary>
    public const string PasswordSetting = "%KafkaPassword%";

    /// <summary>The setting of the brokers, as a trigger's attribute names it.</summary>
    public const string BrokersSetting = "%KafkaBrokers%";

    /// <summary>The topic of notices, as a trigger's attribute names it.</summary>
    public const string TopicSetting = "%NoticeTopic%";

    /// <summary>What the topic of dead letters is called beyond the topic that they come from.</summary>
    public const string DeadLetterSuffix = ".dead-letter";

    /// <summary>The topic of messages that could not be accepted.</summary>
    public string DeadLetterTopic => Topic + DeadLetterSuffix;

    /// <summary>What every client of the brokers is made with.</summary>
    /// <exception cref="KafkaUnavailableException">There are no brokers.</exception>
    public ClientConfig Client => new()
    {
        BootstrapServers = Brokers ?? throw new KafkaUnavailableException("Setting KafkaBrokers names no brokers."),
        SecurityProtocol = Username is null ? null : SecurityProtocol.SaslSsl,
        SaslMechanism = Username is null ? null : SaslMechanism.Plain,
        SaslUsername = Username,
        SaslPassword = Password,
    };

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(KafkaSettings)} {{ {nameof(Topic)} = {Topic} }}";

    /// <summary>Reads the settings <c>KafkaBrokers</c>, <c>NoticeTopic</c> (<c>notices</c> unless it says otherwise), <c>KafkaUsername</c> and <c>KafkaPassword</c>.</summary>
    public static KafkaSettings Read(IConfiguration configuration) => new(
        configuration["KafkaBrokers"] is { Length: > 0 } brokers ? brokers : null,
        configuration["NoticeTopic"] is { Length: > 0 } topic ? topic : "notices",
        configuration["KafkaUsername"] is { Length: > 0 } user ? user : null,
        configuration["KafkaPassword"] is { Length: > 0 } password ? password : null);
}
