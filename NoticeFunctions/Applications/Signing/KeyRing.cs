using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using NoticeFunctions.Records.Redis;
using NoticeFunctions.Secrets;
using NoticeFunctions.Telemetry;
using StackExchange.Redis;

namespace NoticeFunctions.Applications.Signing;

/// <summary>
/// The platform's keys of one kind, which all its instances share: made at the first need, kept in Redis under the <see cref="SecretBox"/>, and replaced when
/// they have been in use for long enough. A new key is published for an hour before it is used; the one before it is good for another day.
/// </summary>
internal sealed class KeyRing(KeyKind kind, TimeSpan keyAge, IDatabase database, SecretBox box, TimeProvider time, ILogger<KeyRing> logger) : IDisposable
{
    /// <summary>How long a key is published before it is used: nobody who keeps a copy of the published keys for less misses it.</summary>
    public static readonly TimeSpan Lead = TimeSpan.FromHours(1);

    /// <summary>How long a key is good for after its successor has come into use.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromDays(1);

    // How long what was read is taken for true: what other instances make is seen by then. An unknown key is looked for sooner, but no flood of them
    // asks Redis more often than this.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim gate = new(1, 1);
    private OpenedKeys? opened;

    /// <summary>The key to be used now. The first call ever makes one; of several instances that do so at once, one wins and all use its key.</summary>
    public async ValueTask<PlatformKey> CurrentAsync(CancellationToken cancellation)
    {
        OpenedKeys keys = await ReadAsync(Fresh, cancellation);
        while (keys.NeedsAnother(time.GetUtcNow(), keyAge))
        {
            keys = await AddAsync(keys, cancellation);
        }

        return keys.Current(time.GetUtcNow())!;
    }

    /// <summary>The key of that name, as long as it is good; else null.</summary>
    public async ValueTask<PlatformKey?> FindAsync(string id, CancellationToken cancellation) =>
        opened?.Find(id, time.GetUtcNow()) ?? (await ReadAsync(Patience, cancellation)).Find(id, time.GetUtcNow());

    /// <summary>Every key that is good or soon will be; the one to be used now comes first. Makes one where there is none.</summary>
    public async ValueTask<IReadOnlyList<PlatformKey>> AllAsync(CancellationToken cancellation)
    {
        PlatformKey current = await CurrentAsync(cancellation);
        return [current, .. opened!.Good(time.GetUtcNow()).Where(key => key.Id != current.Id)];
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private async ValueTask<OpenedKeys> ReadAsync(TimeSpan oldest, CancellationToken cancellation)
    {
        if (opened is { } known && time.GetElapsedTime(known.ReadAt) < oldest)
        {
            return known;
        }

        await gate.WaitAsync(cancellation);
        try
        {
            if (opened is { } meanwhile && time.GetElapsedTime(meanwhile.ReadAt) < oldest)
            {
                return meanwhile;
            }

            return opened = Open(await RedisCall.Guard(database.StringGetAsync(ApplicationKeys.Platform(kind.Name)), cancellation));
        }
        finally
        {
            gate.Release();
        }
    }

    private OpenedKeys Open(RedisValue stored)
    {
        long now = time.GetTimestamp();
        if (opened is { } before && before.Stored == stored)
        {
            return before with { ReadAt = now };
        }

        List<PlatformKey> keys = [];
        StoredKeys read = stored.IsNull ? new([]) : JsonSerializer.Deserialize((byte[])stored!, StoredKeysJson.Default.StoredKeys)!;
        foreach (StoredKey key in read.Keys)
        {
            try
            {
                keys.Add(opened?.Keys.FirstOrDefault(known => known.Id == key.Id)
                    ?? PlatformKey.Of(kind, kind.Import(box.Unlock(kind.Name, key.Locked)), key.Created, key.ActiveFrom));
            }
            catch (CryptographicException e)
            {
                // Of another certificate, or of a ring that is gone: another key takes its place.
                logger.KeyUnreadable(kind.Name, key.Id, e);
            }
        }

        return new(stored, read, keys, now);
    }

    private async Task<OpenedKeys> AddAsync(OpenedKeys known, CancellationToken cancellation)
    {
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset activeFrom = known.Current(now) is null ? now : now + Lead;
        using AsymmetricAlgorithm made = kind.Create();
        PlatformKey key = PlatformKey.Of(kind, made, now, activeFrom);
        StoredKey added = new(key.Id, now, activeFrom, box.Lock(kind.Name, made.ExportPkcs8PrivateKey()));
        StoredKeys next = new([.. known.Read.Keys.Where(stored => known.IsGood(stored.Id, now)), added]);

        RedisKey name = ApplicationKeys.Platform(kind.Name);
        ITransaction transaction = database.CreateTransaction();
        transaction.AddCondition(known.Stored.IsNull ? Condition.KeyNotExists(name) : Condition.StringEqual(name, known.Stored));
        Task write = transaction.StringSetAsync(name, JsonSerializer.SerializeToUtf8Bytes(next, StoredKeysJson.Default.StoredKeys));
        if (await RedisCall.Guard(transaction.ExecuteAsync(), cancellation))
        {
            await write;
            logger.KeyMade(kind.Name, key.Id, activeFrom);
        }

        // Whoever was first: what stands there now is what all instances use.
        return await ReadAsync(TimeSpan.Zero, cancellation);
    }
}
