using System.Text.Json;
using NoticeFunctions.Notices;
using NoticeFunctions.Records.Redis;
using StackExchange.Redis;

namespace NoticeFunctions.Channels.Configurations;

/// <summary>
/// The configurations in Redis: a hash for each owner, in it a field for each configuration (<c>email:primary</c>), one for each channel's default
/// (<c>default:email</c>) and the stamp of the last change. So a change writes one configuration and nothing of any other.
/// </summary>
internal sealed class RedisConfigurationStore(IDatabase database, TimeProvider time) : IConfigurationStore
{
    private const string Stamp = "stamp";
    private const string Default = "default:";

    /// <summary>The key in Redis, as docs/records.md lists it.</summary>
    public static RedisKey Key(string owner) => $"configurations:{owner}";

    /// <inheritdoc/>
    public async Task<OwnerConfigurations> LoadAsync(string owner, OwnerConfigurations? known, CancellationToken cancellation)
    {
        if (known is not null && (string?)await RedisCall.Guard(database.HashGetAsync(Key(owner), Stamp), cancellation) == known.Stamp)
        {
            return known;
        }

        return Read(owner, await RedisCall.Guard(database.HashGetAllAsync(Key(owner)), cancellation));
    }

    /// <inheritdoc/>
    public async Task<OwnerConfigurations> ChangeAsync(string owner, Func<OwnerConfigurations, ConfigurationChange?> decide, CancellationToken cancellation)
    {
        RedisKey key = Key(owner);
        while (true)
        {
            // Whoever loses the race to somebody else looks again: of all those who try at once one always wins.
            cancellation.ThrowIfCancellationRequested();
            OwnerConfigurations found = await LoadAsync(owner, known: null, cancellation);
            if (decide(found) is not { } change)
            {
                return found;
            }

            // Counted up it could come again, once the store was emptied.
            string stamp = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
            ITransaction transaction = database.CreateTransaction();
            transaction.AddCondition(found.Stamp is { } seen ? Condition.HashEqual(key, Stamp, seen) : Condition.HashNotExists(key, Stamp));
            Task[] writes = [.. Write(transaction, key, change, stamp)];
            if (await RedisCall.Guard(transaction.ExecuteAsync(), cancellation))
            {
                await Task.WhenAll(writes);
                return found.After(change, stamp);
            }
        }
    }

    private static IEnumerable<Task> Write(ITransaction transaction, RedisKey key, ConfigurationChange change, string stamp)
    {
        string field = Field(change.Channel, change.Name);
        string standing = $"{Default}{Names.Of(change.Channel)}";
        yield return change.Written is { } written
            ? transaction.HashSetAsync(key, field, JsonSerializer.SerializeToUtf8Bytes(written, ConfigurationJson.Default.ChannelConfiguration))
            : transaction.HashDeleteAsync(key, field);
        yield return change.Default is { } name ? transaction.HashSetAsync(key, standing, name) : transaction.HashDeleteAsync(key, standing);
        yield return transaction.HashSetAsync(key, Stamp, stamp);
    }

    private static OwnerConfigurations Read(string owner, HashEntry[] fields)
    {
        string? stamp = null;
        List<ChannelConfiguration> items = [];
        Dictionary<Channel, string> defaults = [];
        foreach (HashEntry field in fields)
        {
            string name = field.Name.ToString();
            if (name == Stamp)
            {
                stamp = field.Value.ToString();
            }
            else if (!name.StartsWith(Default, StringComparison.Ordinal))
            {
                items.Add(JsonSerializer.Deserialize((byte[])field.Value!, ConfigurationJson.Default.ChannelConfiguration)!);
            }
            else if (Names.TryParse(name[Default.Length..], out Channel channel))
            {
                defaults[channel] = field.Value.ToString();
            }
        }

        return stamp is null ? OwnerConfigurations.None(owner) : new(owner, stamp, items, defaults);
    }

    private static string Field(Channel channel, string name) => $"{Names.Of(channel)}:{name}";
}
