using NoticeFunctions.Notices;
using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>
/// Marks notices as not known to be started. What comes while a mark is on its way to the store goes together, as the next command: a server that logs every command has
/// one to log where a peak brings hundreds, and who comes alone does not wait.
/// </summary>
internal sealed class UnstartedMarks(IDatabaseAsync database, TimeProvider time)
{
    private readonly Lock gate = new();
    private Gathered? gathered;
    private bool isUnderWay;

    /// <summary>Marks a notice, unless it is marked.</summary>
    /// <returns>Completes when the mark is on its way, so that what is sent from then on comes after it; its result, when the store has it.</returns>
    public Task<Task> SendAsync(NoticeKey key)
    {
        lock (gate)
        {
            if (isUnderWay)
            {
                gathered ??= new();
                gathered.Keys.Add(key);
                return gathered.Sent.Task;
            }

            isUnderWay = true;
        }

        return Task.FromResult(Send([key]));
    }

    private Task Send(IReadOnlyList<NoticeKey> keys)
    {
        Task written = WriteAsync(keys);
        _ = GoOnAsync(written);
        return written;
    }

    private async Task WriteAsync(IReadOnlyList<NoticeKey> keys)
    {
        long now = time.GetUtcNow().ToUnixTimeMilliseconds();
        await Task.WhenAll(
            from application in keys.GroupBy(key => key.Application)
            from some in application.Chunk(RedisLimits.KeysPerCommand)
            select database.SortedSetAddAsync(
                RedisKeys.Unstarted(application.Key), [.. some.Select(key => new SortedSetEntry(RedisKeys.Member(key), now))], SortedSetWhen.NotExists));
    }

    private async Task GoOnAsync(Task written)
    {
        await written.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Gathered? next;
        lock (gate)
        {
            (next, gathered) = (gathered, null);
            isUnderWay = next is not null;
        }

        next?.Sent.SetResult(Send(next.Keys));
    }

    private sealed class Gathered
    {
        public List<NoticeKey> Keys { get; } = [];

        public TaskCompletionSource<Task> Sent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
