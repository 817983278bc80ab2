using Confluent.Kafka;

namespace NoticeFunctions.Kafka;

/// <summary>One producer for the whole app, made when it is first needed. Its acknowledgements are those of all in-sync replicas, and its own repetitions never double a message.</summary>
internal sealed class KafkaProducer(KafkaSettings settings) : IKafkaProducer, IDisposable
{
    // Notices of Kafka's usual limit, with what is said of them.
    private const int LargestMessage = 20_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Lock gate = new();
    private IProducer<byte[], byte[]>? producer;

    /// <inheritdoc/>
    public async Task<bool> SendAsync(string topic, OutgoingMessage message, CancellationToken cancellation)
    {
        IProducer<byte[], byte[]> present = Present();
        try
        {
            Headers headers = [];
            foreach ((string name, byte[]? value) in message.Headers)
            {
                headers.Add(name, value);
            }

            await present.ProduceAsync(topic, new Message<byte[], byte[]> { Key = message.Key!, Value = message.Value!, Headers = headers }, cancellation);
            return true;
        }
        catch (KafkaException e) when (e.Error.Code == ErrorCode.MsgSizeTooLarge)
        {
            return false;
        }
        catch (KafkaException e)
        {
            if (e.Error.IsFatal)
            {
                Forget(present);
            }

            throw new KafkaUnavailableException($"Kafka (setting KafkaBrokers) did not take a message: {e.Error.Code}.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => producer?.Dispose();

    private IProducer<byte[], byte[]> Present()
    {
        lock (gate)
        {
            return producer ??= new ProducerBuilder<byte[], byte[]>(new ProducerConfig(settings.Client)
            {
                Acks = Acks.All,
                EnableIdempotence = true,
                LingerMs = 2,
                MessageMaxBytes = LargestMessage,
                MessageTimeoutMs = (int)Patience.TotalMilliseconds,
            }).SetLogHandler(static (_, _) => { }).Build();
        }
    }

    // A producer that has failed for good sends nothing any more.
    private void Forget(IProducer<byte[], byte[]> failed)
    {
        lock (gate)
        {
            if (ReferenceEquals(producer, failed))
            {
                producer = null;
            }
        }

        failed.Dispose();
    }
}
