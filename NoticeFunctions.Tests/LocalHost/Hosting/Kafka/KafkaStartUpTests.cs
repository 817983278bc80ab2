using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.LocalHost.Hosting;

namespace NoticeFunctions.Tests.LocalHost.Hosting.Kafka;

/// <summary>What is wrong with a Kafka function or its settings stops the start, and is named.</summary>
public sealed class KafkaStartUpTests
{
    [Theory]
    [InlineData(typeof(One), "", "Function 'F' (*), parameter 'record': setting 'Brokers' is missing.")]
    [InlineData(typeof(Bare), "", "Function 'F' (*), parameter 'record': setting 'Brokers', which should name the brokers (host:port,host:port), is missing.")]
    [InlineData(typeof(One), "Brokers=", "Function 'F' (*), parameter 'record': setting 'Brokers', which should name the brokers, is empty.")]
    [InlineData(typeof(One), "Brokers=127.0.0.1:9", "Function 'F' (*), parameter 'record': setting 'Topic' is missing.")]
    [InlineData(typeof(One), "Brokers=127.0.0.1:9;Topic=t;AzureFunctionsJobHost__extensions__kafka__maxBatchSize=0", "host.json: extensions.kafka.maxBatchSize: '0' is no number from 1 on.")]
    [InlineData(typeof(One), "Brokers=127.0.0.1:9;Topic=t;AzureFunctionsJobHost__extensions__kafka__maxRetries=-2", "host.json: extensions.kafka.maxRetries: '-2' is no number from -1 on.")]
    [InlineData(typeof(One), "Brokers=127.0.0.1:9;Topic=t;AzureFunctionsJobHost__extensions__kafka__autoOffsetReset=never", "host.json: extensions.kafka.autoOffsetReset: 'never' is neither*")]
    [InlineData(typeof(Secured), "Brokers=127.0.0.1:9;Topic=t;Authority=/nowhere/ca.pem;KafkaPassword=hidden", "Function 'F' (*), parameter 'record': its Kafka client can't be made:*ssl.ca.location*")]
    [InlineData(typeof(Number), "Brokers=127.0.0.1:9;Topic=t", "Function 'F' (*), parameter 'record': a Kafka trigger binds KafkaRecord or string, not Int32.")]
    [InlineData(typeof(NotMany), "Brokers=127.0.0.1:9;Topic=t", "Function 'F' (*), parameter 'record': a Kafka trigger binds KafkaRecord[] or string[] (IsBatched), not KafkaRecord.")]
    [InlineData(typeof(ByKerberos), "Brokers=127.0.0.1:9;Topic=t", "Function 'F' (*), parameter 'record': LocalHost's Kafka trigger can't authenticate by Gssapi*")]
    public async Task It_is_named(Type function, string settings, string message)
    {
        (string, string)[] given = [.. settings.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).Select(pair => (pair[0], pair[1]))];
        Func<Task> start = async () => await (await TestHost.StartAsync([function], settings: given)).DisposeAsync();

        (await start.Should().ThrowAsync<StartUpException>().WithMessage(message)).Which.Message.Should().NotContain("hidden");
    }

    [Fact]
    public async Task A_function_that_is_switched_off_needs_no_settings()
    {
        await using TestHost host = await TestHost.StartAsync([typeof(One)], settings: ("AzureWebJobs.F.Disabled", "true"));

        host.Said.Should().Contain("  F: disabled");
    }

    private static class One
    {
        [Function("F")]
        public static void Run([KafkaTrigger("%Brokers%", "%Topic%")] KafkaRecord record) => _ = record;
    }

    private static class Bare
    {
        [Function("F")]
        public static void Run([KafkaTrigger("Brokers", "t")] KafkaRecord record) => _ = record;
    }

    private static class Secured
    {
        [Function("F")]
        public static void Run(
            [KafkaTrigger("%Brokers%", "%Topic%", Protocol = BrokerProtocol.SaslSsl, AuthenticationMode = BrokerAuthenticationMode.Plain, Username = "user", Password = "KafkaPassword", SslCaLocation = "Authority")]
            KafkaRecord record) => _ = record;
    }

    private static class Number
    {
        [Function("F")]
        public static void Run([KafkaTrigger("%Brokers%", "%Topic%")] int record) => _ = record;
    }

    private static class NotMany
    {
        [Function("F")]
        public static void Run([KafkaTrigger("%Brokers%", "%Topic%", IsBatched = true)] KafkaRecord record) => _ = record;
    }

    private static class ByKerberos
    {
        [Function("F")]
        public static void Run([KafkaTrigger("%Brokers%", "%Topic%", AuthenticationMode = BrokerAuthenticationMode.Gssapi)] KafkaRecord record) => _ = record;
    }
}
