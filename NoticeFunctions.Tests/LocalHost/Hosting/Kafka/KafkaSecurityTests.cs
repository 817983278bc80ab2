using Microsoft.Azure.Functions.Worker;

namespace NoticeFunctions.Tests.LocalHost.Hosting.Kafka;

/// <summary>What a trigger's attribute says of TLS and SASL, as the broker gets it.</summary>
public sealed class KafkaSecurityTests : IDisposable
{
    private const string Name = "localhost";
    private readonly TestAuthority trusted = new();
    private readonly TestAuthority foreign = new();

    public void Dispose()
    {
        trusted.Dispose();
        foreign.Dispose();
    }

    [Theory]
    [InlineData(typeof(ByPassword), "PLAIN \0ann\0a secret")]
    [InlineData(typeof(ByChallenge), "SCRAM-SHA-512 n,,n=ann,r=*")]
    public async Task A_broker_is_told_over_TLS_who_asks(Type function, string said)
    {
        await using SecuredBroker broker = new(trusted.Issue(Name));
        using TestFolder folder = new();
        await using TestHost host = await StartAsync(function, broker, folder);

        (await broker.HearAsync()).Should().Match(said);
    }

    [Theory]
    [InlineData(false, Name)]
    [InlineData(true, "other.example")]
    public async Task A_broker_that_nobody_trusted_vouches_for_by_its_name_is_told_nothing(bool isTrusted, string name)
    {
        await using SecuredBroker broker = new((isTrusted ? trusted : foreign).Issue(name));
        using TestFolder folder = new();
        await using TestHost host = await StartAsync(typeof(ByPassword), broker, folder);

        (await broker.HearAsync()).Should().Be(SecuredBroker.Refusal);
        (await broker.HearAsync()).Should().Be(SecuredBroker.Refusal, "it is not believed the next time, either");
    }

    private Task<TestHost> StartAsync(Type function, SecuredBroker broker, TestFolder folder)
    {
        folder.Write("authority.pem", trusted.Pem);
        return TestHost.StartAsync(
            [function],
            folder: folder,
            settings: [("Brokers", $"{Name}:{broker.Port}"), ("KafkaUser", "ann"), ("KafkaPassword", "a secret"), ("Authority", folder.PathOf("authority.pem"))]);
    }

    private static class ByPassword
    {
        [Function("F")]
        public static void Run(
            [KafkaTrigger(
                "%Brokers%", "t", Protocol = BrokerProtocol.SaslSsl, AuthenticationMode = BrokerAuthenticationMode.Plain, Username = "%KafkaUser%", Password = "KafkaPassword", SslCaLocation = "Authority")]
            KafkaRecord record) => _ = record;
    }

    private static class ByChallenge
    {
        [Function("F")]
        public static void Run(
            [KafkaTrigger(
                "%Brokers%", "t", Protocol = BrokerProtocol.SaslSsl, AuthenticationMode = BrokerAuthenticationMode.ScramSha512, Username = "%KafkaUser%", Password = "%KafkaPassword%", SslCaLocation = "Authority")]
            KafkaRecord record) => _ = record;
    }
}
