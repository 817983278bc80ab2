using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace NoticeFunctions.LocalHost.Hosting.Kafka;

/// <summary>
/// One function's membership of its consumer group. An offset is stored only when the function has ended well with everything before it. Who has to give partitions
/// up first lets the invocation that is under way end, and commits what it has done: a rebalance loses nothing and repeats nothing.
/// </summary>
/// <remarks>All of the client's callbacks come on the thread of <see cref="Run"/>.</remarks>
internal sealed class KafkaListener(KafkaSubscription subscription, KafkaLanes lanes, Action<int> consumed, TimeProvider time, ILogger logger)
{
    // Long enough for what is under way from the broker, and too short to be noticed.
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    // Shorter invocations don't pause the consumer: to pause drops what it has fetched ahead.
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<KafkaMessages> done = new();
    private readonly ConcurrentDictionary<TopicPartition, long> next = new();
    private readonly KafkaBatch gathered = new(subscription.Options.MaxBatchSize);
    private readonly HashSet<TopicPartition> givenUp = [];
    private IConsumer<byte[], byte[]>? consumer;
    private CancellationTokenSource? abandoning;
    private Task running = Task.CompletedTask;
    private bool paused;

    private string Name => subscription.Function.Name;

    /// <summary>Makes the client.</summary>
    /// <exception cref="KafkaException">Its settings are wrong.</exception>
    /// <exception cref="InvalidOperationException">Its settings are wrong.</exception>
    public void Open()
    {
        consumer = new ConsumerBuilder<byte[], byte[]>(subscription.Client)
            .SetErrorHandler((_, error) => logger.KafkaClientError(Name, error.Code.ToString(), error.Reason))
            .SetLogHandler((_, line) => logger.KafkaClientSays(Name, line.Message))
            .SetPartitionsAssignedHandler((_, partitions) => Say(logger.KafkaAssigned, partitions))
            .SetPartitionsRevokedHandler((_, partitions) => GiveUp([.. partitions.Select(p => p.TopicPartition)], isLost: false))
            .SetPartitionsLostHandler((_, partitions) => GiveUp([.. partitions.Select(p => p.TopicPartition)], isLost: true))
            .Build();
        consumer.Subscribe(subscription.Topic);
    }

    /// <summary>Takes messages until it is stopped; what is under way then is finished and committed.</summary>
    public void Run(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                Gather(stopping);
                Process(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // The host ends.
            }
            catch (ConsumeException e) when (!e.Error.IsFatal)
            {
                logger.KafkaClientError(Name, e.Error.Code.ToString(), e.Error.Reason);
            }
            catch (KafkaException e)
            {
                logger.KafkaClientLost(Name, e);
                Close();
                stopping.WaitHandle.WaitOne(Short);
                Open();
            }
        }

        Close();
    }

    /// <summary>How many messages of each partition are not done yet, as far as the client knows.</summary>
    public IEnumerable<Measurement<long>> Lag()
    {
        foreach ((TopicPartition partition, long offset) in next)
        {
            long high;
            try
            {
                high = consumer!.GetWatermarkOffsets(partition).High.Value;
            }
            catch (Exception e) when (e is KafkaException or ObjectDisposedException)
            {
                continue;
            }

            if (high >= 0)
            {
                yield return new(
                    Math.Max(high - offset, 0),
                    new("function", Name), new("topic", partition.Topic), new("partition", partition.Partition.Value));
            }
        }
    }

    private void Gather(CancellationToken stopping)
    {
        Resume();
        if (gathered.IsEmpty)
        {
            Take(consumer!.Consume(stopping));
        }

        long begun = time.GetTimestamp();
        while (!gathered.IsFull && time.GetElapsedTime(begun) < subscription.Options.SubscriberInterval && consumer!.Consume(Linger) is { } message)
        {
            Take(message);
        }
    }

    private void Take(ConsumeResult<byte[], byte[]> message)
    {
        gathered.Add(message);
        next.TryAdd(message.TopicPartition, message.Offset.Value);
    }

    private void Process(CancellationToken stopping)
    {
        if (gathered.IsEmpty)
        {
            return;
        }

        ConsumeResult<byte[], byte[]>[] messages = gathered.Take();
        bool isAbandoned;
        givenUp.Clear();
        using (abandoning = CancellationTokenSource.CreateLinkedTokenSource(stopping))
        {
            running = lanes.RunAsync(messages, subscription.IsBatched, done.Enqueue, abandoning.Token);
            for (bool isShort = running.Wait(Short, CancellationToken.None); !isShort && !running.Wait(Poll, CancellationToken.None);)
            {
                StoreDone();
                StayInGroup();
            }

            isAbandoned = abandoning.IsCancellationRequested;
        }

        abandoning = null;
        StoreDone();
        if (isAbandoned)
        {
            // Partitions that were not given up: the client goes on behind what it has fetched of them.
            gathered.PutBack([.. messages.Where(message => !givenUp.Contains(message.TopicPartition) && next.TryGetValue(message.TopicPartition, out long undone) && message.Offset.Value >= undone)]);
        }
    }

    // Its partitions paused, the client keeps its place in the group while it is polled; what was on its way all the same comes first when this is over.
    private void StayInGroup()
    {
        if (!paused)
        {
            consumer!.Pause(consumer.Assignment);
            paused = true;
        }

        try
        {
            if (consumer!.Consume(TimeSpan.Zero) is { } early)
            {
                Take(early);
            }
        }
        catch (ConsumeException e) when (!e.Error.IsFatal)
        {
            logger.KafkaClientError(Name, e.Error.Code.ToString(), e.Error.Reason);
        }
    }

    private void Resume()
    {
        if (paused)
        {
            consumer!.Resume(consumer.Assignment);
            paused = false;
        }
    }

    private void GiveUp(IReadOnlyList<TopicPartition> partitions, bool isLost)
    {
        Say(logger.KafkaRevoked, partitions);
        gathered.Drop(partitions);
        givenUp.UnionWith(partitions);
        abandoning?.Cancel();
        running.Wait(Patience);
        if (isLost)
        {
            done.Clear();
        }
        else
        {
            StoreDone();
            Commit();
        }

        foreach (TopicPartition partition in partitions)
        {
            next.TryRemove(partition, out _);
        }
    }

    private void StoreDone()
    {
        while (done.TryDequeue(out KafkaMessages? messages))
        {
            foreach (IGrouping<TopicPartition, ConsumeResult<byte[], byte[]>> partition in messages.Items.GroupBy(message => message.TopicPartition))
            {
                Store(partition.MaxBy(message => message.Offset.Value)!);
            }

            consumed(messages.Items.Count);
        }
    }

    private void Store(ConsumeResult<byte[], byte[]> last)
    {
        try
        {
            consumer!.StoreOffset(last);
            next[last.TopicPartition] = last.Offset.Value + 1;
        }
        catch (KafkaException e)
        {
            // Another member has the partition by now, and does the message again.
            logger.KafkaNotCommitted(Name, e.Error.Code.ToString());
        }
    }

    private void Commit()
    {
        try
        {
            consumer!.Commit();
        }
        catch (KafkaException e)
        {
            if (e.Error.Code != ErrorCode.Local_NoOffset)
            {
                logger.KafkaNotCommitted(Name, e.Error.Code.ToString());
            }
        }
    }

    private void Close()
    {
        next.Clear();
        try
        {
            // Gives the partitions up, commits, and leaves the group.
            consumer!.Close();
        }
        catch (KafkaException e)
        {
            logger.KafkaNotCommitted(Name, e.Error.Code.ToString());
        }

        consumer!.Dispose();
    }

    private void Say(Action<string, string, string> tell, IEnumerable<TopicPartition> partitions)
    {
        if (logger.IsEnabled(LogLevel.Information))
        {
            tell(Name, string.Join(',', partitions.Select(p => p.Partition.Value).Order()), subscription.Topic);
        }
    }
}
