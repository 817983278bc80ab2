using System.Text;
using Confluent.Kafka;
using NoticeFunctions.LocalHost.Hosting.Services;
using NoticeFunctions.Tests.Support;

[assembly: AssemblyFixture(typeof(KafkaServer))]

namespace NoticeFunctions.Tests.Support;

/// <summary>The development broker for the whole test run, started when a test first asks for it. Topics come into being when they are first used; tests take names of their own.</summary>
public sealed class KafkaServer : IAsyncDisposable
{
    private readonly Lazy<Task<DevelopmentServices>> running;
    private readonly string folder = Directory.CreateTempSubdirectory("notice-kafka-").FullName;

    public KafkaServer() => running = new(StartAsync);

    /// <summary>Where clients begin: <c>127.0.0.1:PORT</c>.</summary>
    public async Task<string> BrokersAsync()
    {
        bool hasNode = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(path => File.Exists(Path.Combine(path, "node")));
        Assert.SkipUnless(hasNode, "node is not on the PATH: it starts the development broker.");
        return (await running.Value).Setting("kafka");
    }

    /// <summary>A stock producer that waits until its messages are safe.</summary>
    public async Task<IProducer<byte[], byte[]>> ProducerAsync() =>
        new ProducerBuilder<byte[], byte[]>(new ProducerConfig { BootstrapServers = await BrokersAsync(), Acks = Acks.All, LingerMs = 1, MessageMaxBytes = 16_000_000 }).Build();

    /// <summary>A message of text.</summary>
    public static Message<byte[], byte[]> Text(string value, string? key = null) =>
        new() { Key = key is null ? null! : Encoding.UTF8.GetBytes(key), Value = Encoding.UTF8.GetBytes(value) };

    public async ValueTask DisposeAsync()
    {
        if (running.IsValueCreated)
        {
            await (await running.Value).DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    private Task<DevelopmentServices> StartAsync() => DevelopmentServices.StartAsync(
        [new KafkaBroker(Path.Combine(folder, "kafka"), [])], Path.Combine(folder, "state"), _ => { }, TimeProvider.System, CancellationToken.None);
}
