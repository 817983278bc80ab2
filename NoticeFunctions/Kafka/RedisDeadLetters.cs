using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using NoticeFunctions.Records;
using NoticeFunctions.Records.Redis;
using StackExchange.Redis;

namespace NoticeFunctions.Kafka;

/// <summary>Dead letters in Redis, each under a key of its own, and a list of them by time. They are the operators': no application sees another's.</summary>
internal sealed class RedisDeadLetters(IDatabase database, IOptions<RetentionOptions> retention, TimeProvider time) : IDeadLetters
{
    /// <summary>How many are listed.</summary>
    public const int Kept = 100_000;

    private const int Step = 200;
    private static readonly RedisKey List = "dead-letters";
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<bool>> WereSentAsync(IReadOnlyList<string> ids, CancellationToken cancellation) =>
        await RedisCall.Guard(Task.WhenAll(ids.Select(id => database.KeyExistsAsync(SentKey(id)))), cancellation);

    /// <inheritdoc/>
    public Task MarkSentAsync(IReadOnlyList<string> ids, CancellationToken cancellation) =>
        RedisCall.Guard(Task.WhenAll(ids.Select(id => database.StringSetAsync(SentKey(id), "1", Remembered))), cancellation);

    /// <inheritdoc/>
    public Task AddAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellation)
    {
        SortedSetEntry[] entries = [.. letters.Select(letter => new SortedSetEntry(letter.Id, letter.At.ToUnixTimeMilliseconds()))];
        Task[] writes =
        [
            .. letters.Select(letter => database.StringSetAsync(Key(letter.Id), JsonSerializer.SerializeToUtf8Bytes(letter, DeadLetterJson.Default.DeadLetter), retention.Value.Period)),
            database.SortedSetAddAsync(List, entries),
            database.SortedSetRemoveRangeByScoreAsync(List, double.NegativeInfinity, (time.GetUtcNow() - retention.Value.Period).ToUnixTimeMilliseconds()),
            database.SortedSetRemoveRangeByRankAsync(List, 0, -Kept - 1),
        ];
        return RedisCall.Guard(Task.WhenAll(writes), cancellation);
    }

    /// <inheritdoc/>
    public Task RemoveAsync(IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        Task[] writes = [.. ids.Select(id => database.KeyDeleteAsync(Key(id))), database.SortedSetRemoveAsync(List, [.. ids.Select(id => (RedisValue)id)])];
        return RedisCall.Guard(Task.WhenAll(writes), cancellation);
    }

    /// <inheritdoc/>
    public async Task<DeadLetter?> GetAsync(string id, CancellationToken cancellation) => Read(await RedisCall.Guard(database.StringGetAsync(Key(id)), cancellation));

    /// <inheritdoc/>
    public async Task<Page<DeadLetter>> ListAsync(string? reason, int limit, string? continuation, CancellationToken cancellation)
    {
        string list = $"dead-letters {reason}";
        (long upTo, string after) = Start(list, continuation);
        List<DeadLetter> found = [];
        for (int skip = 0; ; skip += Step)
        {
            SortedSetEntry[] entries = await RedisCall.Guard(
                database.SortedSetRangeByScoreWithScoresAsync(List, double.NegativeInfinity, upTo, Exclude.None, Order.Descending, skip, Step), cancellation);
            DeadLetter?[] letters = [.. (await RedisCall.Guard(Task.WhenAll(entries.Select(entry => database.StringGetAsync(Key(entry.Element.ToString())))), cancellation)).Select(Read)];
            foreach ((SortedSetEntry entry, DeadLetter? letter) in entries.Zip(letters))
            {
                bool isBefore = (long)entry.Score == upTo && string.CompareOrdinal(entry.Element.ToString(), after) >= 0;
                if (letter is null || isBefore || (reason is not null && letter.Reason != reason))
                {
                    continue;
                }

                if (found.Count == limit)
                {
                    DeadLetter last = found[^1];
                    return new(found, Continuation.Write(list, last.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), last.Id));
                }

                found.Add(letter);
            }

            if (entries.Length < Step)
            {
                return new(found, Continuation: null);
            }
        }
    }

    // Within a millisecond the list runs from the highest id to the lowest; before the first page stands what is higher than any.
    private static (long UpTo, string After) Start(string list, string? continuation)
    {
        if (continuation is null)
        {
            return (long.MaxValue, "");
        }

        string[] place = Continuation.Read(list, continuation);
        return (long.Parse(place[0], CultureInfo.InvariantCulture), place[1]);
    }

    private static RedisKey Key(string id) => $"dead-letter:{id}";

    private static RedisKey SentKey(string id) => $"dead-letter-sent:{id}";

    private static DeadLetter? Read(RedisValue stored) => stored.IsNull ? null : JsonSerializer.Deserialize((byte[])stored!, DeadLetterJson.Default.DeadLetter);
}
