using Microsoft.Extensions.Options;
using NoticeFunctions.Notices;
using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>
/// An inbox is a list that grows at its end. A position is the item's place in the list as if nothing had ever been taken from its beginning, so it stays what it is, and
/// who has read up to one misses nothing that comes later. The first position of a new list is the time of its making, later than any position of one that was forgotten.
/// </summary>
internal sealed class RedisInbox(IDatabase database, AddressHasher addresses, IOptions<InboxOptions> options, TimeProvider time) : IInbox
{
    // A user who has connected once is known for longer than any notice is kept.
    private static readonly TimeSpan KnownFor = TimeSpan.FromDays(400);

    // Users look often: that they are known is written again when it is so old, and not at each look.
    private static readonly TimeSpan SaidAgain = TimeSpan.FromDays(30);

    // A dozen commands each: those of all users of a notice at once would keep everybody else's waiting.
    private const int AtOnce = 20;

    // The list outlives its position, never the other way: a list that began anew at an old position would hide what is in it.
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public Task AddAsync(IReadOnlyCollection<InboxEntry> entries, CancellationToken cancellation) =>
        RedisCall.Guard(AddInPartsAsync(entries), cancellation);

    /// <inheritdoc/>
    public Task GreetAsync(InboxUser user, CancellationToken cancellation) =>
        RedisCall.Guard(GreetAsync(KeysOf(user).Known), cancellation);

    /// <inheritdoc/>
    public Task<InboxPage> ReadAsync(InboxUser user, long after, int limit, CancellationToken cancellation) =>
        RedisCall.Guard(ReadAsync(KeysOf(user), after, limit), cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> GetUnreadAsync(InboxUser user, CancellationToken cancellation) =>
        [.. (await RedisCall.Guard(database.SetMembersAsync(KeysOf(user).Unread), cancellation)).Select(id => id.ToString())];

    /// <inheritdoc/>
    public Task<long> CountUnreadAsync(InboxUser user, CancellationToken cancellation) => RedisCall.Guard(database.SetLengthAsync(KeysOf(user).Unread), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> MarkAsync(InboxUser user, IReadOnlyCollection<string> deliveryIds, bool acknowledged, CancellationToken cancellation) =>
        RedisCall.Guard(MarkAsync(KeysOf(user), [.. deliveryIds.Distinct(StringComparer.Ordinal)], acknowledged), cancellation);

    private async Task GreetAsync(RedisKey known)
    {
        if (!(await database.KeyTimeToLiveAsync(known) > KnownFor - SaidAgain))
        {
            await database.StringSetAsync(known, 1, KnownFor);
        }
    }

    private InboxKeys KeysOf(InboxUser user) => new(user, addresses);

    private async Task AddInPartsAsync(IReadOnlyCollection<InboxEntry> entries)
    {
        foreach (InboxEntry[] part in entries.Chunk(AtOnce))
        {
            await Task.WhenAll(part.Select(AddAsync));
        }
    }

    private async Task AddAsync(InboxEntry entry)
    {
        InboxKeys keys = KeysOf(entry.User);
        Task<bool> known = database.KeyExistsAsync(keys.Known);
        Task position = database.StringSetAsync(keys.Position, time.GetUtcNow().ToUnixTimeMilliseconds(), Expiration.Default, ValueCondition.NotExists);
        bool isNew = await database.HashSetAsync(keys.Marks, entry.DeliveryId, default(InboxMark).Write(), When.NotExists);
        await position;

        // A run that died between its mark and its item has left the one without the other.
        if (!isNew && (await database.ListRangeAsync(keys.Items)).Any(item => InboxLine.Read(item).DeliveryId == entry.DeliveryId))
        {
            return;
        }

        ITransaction transaction = database.CreateTransaction();
        Task<long> length = transaction.ListRightPushAsync(keys.Items, new InboxLine(entry.DeliveryId, entry.SentAt).Write());
        Task[] others =
        [
            transaction.SetAddAsync(keys.Unread, entry.DeliveryId),
            transaction.KeyExpireAsync(keys.Items, options.Value.Period + Margin),
            transaction.KeyExpireAsync(keys.Marks, options.Value.Period + Margin),
            transaction.KeyExpireAsync(keys.Unread, options.Value.Period + Margin),
            transaction.KeyExpireAsync(keys.Position, options.Value.Period),
        ];
        await transaction.ExecuteAsync();
        await Task.WhenAll(others);
        int most = await known ? options.Value.Items : options.Value.ItemsOfUnknown;
        if (await length > most)
        {
            await TrimAsync(keys, most);
        }
    }

    private async Task TrimAsync(InboxKeys keys, int most)
    {
        while (true)
        {
            RedisValue position = await database.StringGetAsync(keys.Position);
            long excess = await database.ListLengthAsync(keys.Items) - most;
            if (excess <= 0 || await TryTrimAsync(keys, excess, position))
            {
                return;
            }
        }
    }

    private async Task<InboxPage> ReadAsync(InboxKeys keys, long after, int limit)
    {
        while (true)
        {
            RedisValue first = await database.StringGetAsync(keys.Position);
            if (first.IsNull)
            {
                // None, or forgotten: whatever the list still holds is older than anything is kept.
                return new([], after, HasMore: false, Unread: 0);
            }

            long start = Math.Max(0, after - (long)first);
            ITransaction transaction = database.CreateTransaction();
            Task<RedisValue> again = transaction.StringGetAsync(keys.Position);
            Task<RedisValue[]> range = transaction.ListRangeAsync(keys.Items, start, start + limit);
            Task<long> unread = transaction.SetLengthAsync(keys.Unread);
            await transaction.ExecuteAsync();
            if (await again != first)
            {
                // Somebody has taken from the beginning meanwhile.
                continue;
            }

            InboxLine[] lines = [.. (await range).Select(InboxLine.Read)];
            int old = start > 0 ? 0 : lines.TakeWhile(line => line.SentAt < time.GetUtcNow() - options.Value.Period).Count();
            if (old > 0)
            {
                await TryTrimAsync(keys, old, first);
                continue;
            }

            InboxLine[] page = lines[..Math.Min(limit, lines.Length)];
            RedisValue[] marks = page.Length == 0 ? [] : await database.HashGetAsync(keys.Marks, [.. page.Select(line => (RedisValue)line.DeliveryId)]);
            long end = page.Length == 0 ? Math.Max(after, (long)first) : (long)first + start + page.Length;
            return new([.. page.Zip(marks, Item)], end, lines.Length > limit, await unread);
        }
    }

    /// <summary>Takes the oldest away, unless somebody else has meanwhile.</summary>
    private async Task<bool> TryTrimAsync(InboxKeys keys, long count, RedisValue position)
    {
        RedisValue[] ids = [.. (await database.ListRangeAsync(keys.Items, 0, count - 1)).Select(item => (RedisValue)InboxLine.Read(item).DeliveryId)];
        ITransaction transaction = database.CreateTransaction();
        transaction.AddCondition(Condition.StringEqual(keys.Position, position));
        Task[] writes =
        [
            transaction.ListTrimAsync(keys.Items, count, -1),
            transaction.StringIncrementAsync(keys.Position, count),
            transaction.HashDeleteAsync(keys.Marks, ids),
            transaction.SetRemoveAsync(keys.Unread, ids),
        ];
        if (!await transaction.ExecuteAsync())
        {
            return false;
        }

        await Task.WhenAll(writes);
        return true;
    }

    private async Task<IReadOnlyList<string>> MarkAsync(InboxKeys keys, string[] ids, bool acknowledged)
    {
        if (ids.Length == 0)
        {
            return [];
        }

        RedisValue[] marks = await database.HashGetAsync(keys.Marks, [.. ids.Select(id => (RedisValue)id)]);
        DateTimeOffset now = time.GetUtcNow();
        List<string> there = [];
        List<Task> writes = [];
        foreach ((string id, RedisValue value) in ids.Zip(marks))
        {
            if (value.IsNull)
            {
                continue;
            }

            there.Add(id);
            InboxMark mark = InboxMark.Read(value);
            if (acknowledged ? mark.AcknowledgedAt is null : mark.ReadAt is null)
            {
                InboxMark after = new(mark.ReadAt ?? now, acknowledged ? now : null);
                ITransaction transaction = database.CreateTransaction();

                // Whoever was faster has marked it as much, or more.
                transaction.AddCondition(Condition.HashEqual(keys.Marks, id, value));
                _ = transaction.HashSetAsync(keys.Marks, id, after.Write());
                _ = transaction.SetRemoveAsync(keys.Unread, id);
                writes.Add(transaction.ExecuteAsync());
            }
        }

        await Task.WhenAll(writes);
        return there;
    }

    private static InboxItem Item(InboxLine line, RedisValue value)
    {
        InboxMark mark = value.IsNull ? default : InboxMark.Read(value);
        return new(line.DeliveryId, line.SentAt, mark.ReadAt, mark.AcknowledgedAt);
    }
}
