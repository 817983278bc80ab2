using System.Text.Json;
using NoticeFunctions.Records;
using NoticeFunctions.Records.Redis;
using StackExchange.Redis;

namespace NoticeFunctions.Applications.Registry;

/// <summary>The applications in Redis, each under a key of its own, and a list of them.</summary>
internal sealed class RedisApplicationStore(IDatabase database) : IApplicationStore
{
    /// <inheritdoc/>
    public async Task<RegisteredApplication?> FindAsync(string id, CancellationToken cancellation) => Read(await GetAsync(id, cancellation));

    /// <inheritdoc/>
    public async Task<bool> AddAsync(RegisteredApplication application, CancellationToken cancellation)
    {
        // Listed first: an application that a crash leaves unlisted could act, and nobody would see it. What is listed and not there is passed over.
        RedisKey list = ApplicationKeys.Registered;
        await RedisCall.Guard(database.SortedSetAddAsync(list, application.Id, application.Created.ToUnixTimeMilliseconds(), SortedSetWhen.NotExists), cancellation);
        bool added = await RedisCall.Guard(database.StringSetAsync(ApplicationKeys.Application(application.Id), Write(application), Expiration.Default, ValueCondition.NotExists), cancellation);
        if (!added && await FindAsync(application.Id, cancellation) is null)
        {
            // The id of a deleted one.
            await RedisCall.Guard(database.SortedSetRemoveAsync(list, application.Id), cancellation);
        }

        return added;
    }

    /// <inheritdoc/>
    public async Task<RegisteredApplication?> ChangeAsync(string id, Func<RegisteredApplication, RegisteredApplication> change, CancellationToken cancellation)
    {
        RedisKey key = ApplicationKeys.Application(id);
        while (true)
        {
            // Whoever loses the race to somebody else looks again: of all those who try at once one always wins.
            cancellation.ThrowIfCancellationRequested();
            RedisValue stored = await GetAsync(id, cancellation);
            if (Read(stored) is not { } known)
            {
                return null;
            }

            RegisteredApplication next = change(known);
            if (ReferenceEquals(next, known))
            {
                return known;
            }

            ITransaction transaction = database.CreateTransaction();
            transaction.AddCondition(Condition.StringEqual(key, stored));
            Task<bool> write = transaction.StringSetAsync(key, Write(next));
            if (await RedisCall.Guard(transaction.ExecuteAsync(), cancellation))
            {
                await write;
                if (next.Deleted)
                {
                    await RedisCall.Guard(database.SortedSetRemoveAsync(ApplicationKeys.Registered, id), cancellation);
                }

                return next;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<Page<RegisteredApplication>> ListAsync(int limit, string? continuation, CancellationToken cancellation)
    {
        RegistryPosition position = RegistryPosition.Start(continuation);
        List<RegisteredApplication> items = [];
        while (true)
        {
            (IReadOnlyList<RegistryPosition> listed, bool more) = await ReadListAsync(position, limit + 1, cancellation);
            RedisValue[] values = await Task.WhenAll(listed.Select(one => GetAsync(one.Id, cancellation)));
            foreach ((RegistryPosition place, RegisteredApplication? application) in listed.Zip(values.Select(Read)))
            {
                if (application is not null && items.Count == limit)
                {
                    return new(items, position.ToContinuation());
                }

                if (application is not null)
                {
                    items.Add(application);
                }

                position = place;
            }

            if (!more)
            {
                return new(items, Continuation: null);
            }
        }
    }

    // Those of the same millisecond come back again from its beginning; a page that holds nothing else is made larger.
    private async Task<(IReadOnlyList<RegistryPosition> Listed, bool More)> ReadListAsync(RegistryPosition after, int take, CancellationToken cancellation)
    {
        for (int want = take; ; want *= 2)
        {
            SortedSetEntry[] found = await RedisCall.Guard(
                database.SortedSetRangeByScoreWithScoresAsync(ApplicationKeys.Registered, double.NegativeInfinity, after.Score, Exclude.None, Order.Descending, skip: 0, want),
                cancellation);
            List<RegistryPosition> listed = [.. found.Select(entry => new RegistryPosition((long)entry.Score, entry.Element.ToString())).Where(one => one.IsAfter(after))];
            if (listed.Count > 0 || found.Length < want)
            {
                return (listed, found.Length == want);
            }
        }
    }

    private Task<RedisValue> GetAsync(string id, CancellationToken cancellation) => RedisCall.Guard(database.StringGetAsync(ApplicationKeys.Application(id)), cancellation);

    private static byte[] Write(RegisteredApplication application) => JsonSerializer.SerializeToUtf8Bytes(application, RegistryJson.Default.RegisteredApplication);

    private static RegisteredApplication? Read(RedisValue stored) =>
        !stored.IsNull && JsonSerializer.Deserialize((byte[])stored!, RegistryJson.Default.RegisteredApplication) is { Deleted: false } found ? found : null;
}
