using Microsoft.Extensions.Configuration;
using NoticeFunctions.Kafka;

namespace NoticeFunctions.Tests.Kafka;

/// <summary>How the app's own clients are made.</summary>
public sealed class KafkaSettingsTests
{
    [Fact]
    public void Who_has_a_password_sends_it_over_TLS_alone() =>
        Client(("KafkaBrokers", "broker:9093"), ("KafkaUsername", "ann"), ("KafkaPassword", "a secret")).Should().Equal(new Dictionary<string, string>
        {
            ["bootstrap.servers"] = "broker:9093",
            ["security.protocol"] = "sasl_ssl",
            ["sasl.mechanism"] = "PLAIN",
            ["sasl.username"] = "ann",
            ["sasl.password"] = "a secret",
        });

    [Fact]
    public void Brokers_that_ask_for_nothing_are_told_nothing() =>
        Client(("KafkaBrokers", "broker:9092"), ("KafkaUsername", ""), ("KafkaPassword", "")).Should().Equal(new Dictionary<string, string> { ["bootstrap.servers"] = "broker:9092" });

    [Fact]
    public void The_password_is_not_told() =>
        Read(("KafkaBrokers", "broker:9093"), ("KafkaUsername", "ann"), ("KafkaPassword", "a secret")).ToString().Should().NotContain("secret").And.NotContain("ann");

    private static Dictionary<string, string> Client(params (string Name, string Value)[] settings) => Read(settings).Client.ToDictionary(pair => pair.Key, pair => pair.Value);

    private static KafkaSettings Read(params (string Name, string Value)[] settings) =>
        KafkaSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value)).Build());
}
