using Confluent.Kafka;

namespace NoticeFunctions.LocalHost.Hosting.Kafka;

/// <summary>
/// The way of gathered messages through their function: a batch as one invocation, single messages one after the other within a partition and side by side over
/// partitions. What fails is repeated in its place, so order holds; who is abandoned ends after the invocation that is under way.
/// </summary>
/// <param name="invoke">Calls the function; a failure is thrown.</param>
/// <param name="failed">Told of a failure: messages, attempt (from 1), exception.</param>
/// <param name="skipped">Told of messages that are given up.</param>
/// <param name="options">How often to repeat.</param>
/// <param name="time">The clock.</param>
internal sealed class KafkaLanes(
    Func<KafkaMessages, Task> invoke,
    Action<KafkaMessages, int, Exception> failed,
    Action<KafkaMessages> skipped,
    KafkaHostOptions options,
    TimeProvider time)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>Runs all of the messages, or as many as come before it is abandoned.</summary>
    /// <param name="messages">The messages, in the order in which they came.</param>
    /// <param name="isBatched">Whether they are one invocation.</param>
    /// <param name="done">Told of messages that count as done, from any thread.</param>
    /// <param name="abandoned">Begin nothing any more.</param>
    public Task RunAsync(IReadOnlyList<ConsumeResult<byte[], byte[]>> messages, bool isBatched, Action<KafkaMessages> done, CancellationToken abandoned)
        => isBatched
            ? RunOneAsync([new KafkaMessages([.. messages.OrderBy(m => m.Partition.Value)])], done, abandoned)
            : Task.WhenAll(messages.GroupBy(m => m.Partition.Value).Select(lane => RunOneAsync(lane.Select(m => new KafkaMessages([m])), done, abandoned)));

    private async Task RunOneAsync(IEnumerable<KafkaMessages> lane, Action<KafkaMessages> done, CancellationToken abandoned)
    {
        foreach (KafkaMessages messages in lane)
        {
            if (!await SucceedAsync(messages, abandoned))
            {
                return;
            }

            done(messages);
        }
    }

    // Off the consumer's thread: a function that computes long before its first await must not keep the group waiting.
    private async Task<bool> SucceedAsync(KafkaMessages messages, CancellationToken abandoned)
    {
        for (int attempt = 1; !abandoned.IsCancellationRequested; attempt++)
        {
            try
            {
                await Task.Run(() => invoke(messages), CancellationToken.None);
                return true;
            }
            catch (Exception e)
            {
                failed(messages, attempt, e);
            }

            if (options.CommitOnFailure || (options.MaxRetries >= 0 && attempt > options.MaxRetries))
            {
                skipped(messages);
                return true;
            }

            await Task.Delay(Wait(attempt), time, abandoned).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return false;
    }

    private TimeSpan Wait(int attempt)
    {
        TimeSpan wait = FirstWait * Math.Pow(2, Math.Min(attempt - 1, 10));
        return wait < LongestWait ? wait : LongestWait;
    }
}
