using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>
/// Gathers changes of the indexes and sends them a moment later, many entries a command: nobody waits for them, and a server that logs every command has one to
/// log where it had hundreds. Whoever reads an index calls <see cref="FlushAsync"/> first, and so sees what this process has changed.
/// </summary>
/// <remarks>
/// What a crash takes from here is found again: a notice's mark (<see cref="RedisKeys.Unstarted"/>) leaves only after its entries are written, and what stands in the
/// wrong list is put right by the repair. Additions are confirmed before removals begin, so a notice is in one list too many rather than in none.
/// </remarks>
internal sealed class IndexWriter : IAsyncDisposable
{
    private const int Most = 1000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly IDatabaseAsync database;
    private readonly ITimer timer;
    private readonly Lock gate = new();
    private readonly SemaphoreSlim flushing = new(1, 1);

    // By list, then by member: the score to have, or null for none. A later change of an entry takes the place of an earlier one.
    private Dictionary<RedisKey, Dictionary<RedisValue, double?>> waiting = [];
    private int count;

    public IndexWriter(IDatabaseAsync database, TimeProvider time)
    {
        this.database = database;
        timer = time.CreateTimer(_ => FlushByTimer(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>An entry is to be there, with this score.</summary>
    public void Add(RedisKey list, RedisValue member, double score) => Put(list, member, score);

    /// <summary>An entry is to be gone.</summary>
    public void Remove(RedisKey list, RedisValue member) => Put(list, member, score: null);

    /// <summary>Returns when everything that was changed before the call is in the store. Two round trips, or none when nothing waits; what fails is tried again later.</summary>
    public async Task FlushAsync()
    {
        await flushing.WaitAsync();
        try
        {
            if (Take() is { } batch)
            {
                await WriteAsync(batch);
            }
        }
        finally
        {
            flushing.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        await FlushAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Put(RedisKey list, RedisValue member, double? score)
    {
        lock (gate)
        {
            if (!waiting.TryGetValue(list, out Dictionary<RedisValue, double?>? entries))
            {
                waiting.Add(list, entries = []);
            }

            entries[member] = score;
            count++;
            if (count == 1)
            {
                timer.Change(Pause, Timeout.InfiniteTimeSpan);
            }
            else if (count == Most)
            {
                timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private Dictionary<RedisKey, Dictionary<RedisValue, double?>>? Take()
    {
        lock (gate)
        {
            if (count == 0)
            {
                return null;
            }

            Dictionary<RedisKey, Dictionary<RedisValue, double?>> batch = waiting;
            waiting = [];
            count = 0;
            return batch;
        }
    }

    private async Task WriteAsync(Dictionary<RedisKey, Dictionary<RedisValue, double?>> batch)
    {
        try
        {
            await Task.WhenAll(
                from list in batch
                from entries in list.Value.Where(entry => entry.Value is not null).Chunk(RedisLimits.KeysPerCommand)
                select database.SortedSetAddAsync(list.Key, [.. entries.Select(entry => new SortedSetEntry(entry.Key, entry.Value!.Value))], SortedSetWhen.Always));
            await Task.WhenAll(
                from list in batch
                from entries in list.Value.Where(entry => entry.Value is null).Chunk(RedisLimits.KeysPerCommand)
                select database.SortedSetRemoveAsync(list.Key, [.. entries.Select(entry => entry.Key)]));
        }
        catch
        {
            PutBack(batch);
            throw;
        }
    }

    private void PutBack(Dictionary<RedisKey, Dictionary<RedisValue, double?>> batch)
    {
        lock (gate)
        {
            foreach ((RedisKey list, Dictionary<RedisValue, double?> entries) in batch)
            {
                if (waiting.TryAdd(list, entries))
                {
                    count += entries.Count;
                    continue;
                }

                foreach ((RedisValue member, double? score) in entries)
                {
                    count += waiting[list].TryAdd(member, score) ? 1 : 0;
                }
            }

            timer.Change(PauseAfterFailure, Timeout.InfiniteTimeSpan);
        }
    }

    // A store that is away has everybody's complaints already; what it did not take is tried again.
    private void FlushByTimer() => _ = FlushAsync().ContinueWith(
        static flush => _ = flush.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
