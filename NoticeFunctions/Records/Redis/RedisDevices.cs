using System.Text.Json;
using NoticeFunctions.Notices;
using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>
/// The devices as one hash a user. Whose a device is says a key of its own, so that one write decides it when a device changes hands; what a user's hash holds beyond that
/// counts for nothing.
/// </summary>
internal sealed class RedisDevices(IDatabase database, AddressHasher hasher, TimeProvider time) : IDeviceStore
{
    /// <inheritdoc/>
    public Task<RegisteredDevice> RegisterAsync(string application, string user, string token, DevicePlatform platform, CancellationToken cancellation) =>
        RedisCall.Guard(RegisterAsync(application, new RegisteredDevice(IdOf(application, token), user, token, platform, time.GetUtcNow())), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RegisteredDevice>> ListAsync(string application, string user, CancellationToken cancellation) =>
        RedisCall.Guard(ListAsync(application, Hash(application, user)), cancellation);

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(string application, string id, string? user, CancellationToken cancellation) =>
        RedisCall.Guard(RemoveAsync(application, id, user), cancellation);

    /// <inheritdoc/>
    public Task<bool> RemoveTokenAsync(string application, string token, CancellationToken cancellation) =>
        RemoveAsync(application, IdOf(application, token), user: null, cancellation);

    private async Task<RegisteredDevice> RegisterAsync(string application, RegisteredDevice device)
    {
        string owner = Hash(application, device.User);
        RedisKey own = RedisKeys.Devices(application, owner);
        RedisKey ownership = RedisKeys.DeviceOwner(application, device.Id);
        Task<RedisValue> before = database.StringGetAsync(ownership);
        Task<HashEntry[]> all = database.HashGetAllAsync(own);
        await Task.WhenAll(before, all);

        await Task.WhenAll(
            database.HashSetAsync(own, device.Id, JsonSerializer.SerializeToUtf8Bytes(device, RecordsJson.Compact.RegisteredDevice)),
            database.KeyExpireAsync(own, RegisteredDevice.KeptFor),
            database.StringSetAsync(ownership, owner, RegisteredDevice.KeptFor));

        IEnumerable<RegisteredDevice> others = (await all).Select(entry => Read(entry.Value)).Where(one => one.Id != device.Id);
        List<Task> leaving = [];
        foreach (RegisteredDevice old in others.OrderByDescending(one => one.At).Skip(RegisteredDevice.MostOfAUser - 1))
        {
            leaving.Add(database.HashDeleteAsync(own, old.Id));
            leaving.Add(database.KeyDeleteAsync(RedisKeys.DeviceOwner(application, old.Id)));
        }

        if (await before is { IsNull: false } former && former != owner)
        {
            leaving.Add(database.HashDeleteAsync(RedisKeys.Devices(application, former.ToString()), device.Id));
        }

        await Task.WhenAll(leaving);
        return device;
    }

    private async Task<IReadOnlyList<RegisteredDevice>> ListAsync(string application, string owner)
    {
        HashEntry[] entries = await database.HashGetAllAsync(RedisKeys.Devices(application, owner));
        RegisteredDevice[] devices = [.. entries.Select(entry => Read(entry.Value))];
        RedisValue[] owners = await Task.WhenAll(devices.Select(device => database.StringGetAsync(RedisKeys.DeviceOwner(application, device.Id))));
        return [.. devices.Where((_, index) => owners[index] == owner).OrderByDescending(device => device.At).ThenBy(device => device.Id, StringComparer.Ordinal)];
    }

    private async Task<bool> RemoveAsync(string application, string id, string? user)
    {
        RedisKey ownership = RedisKeys.DeviceOwner(application, id);
        RedisValue owner = await database.StringGetAsync(ownership);
        if (owner.IsNull || (user is not null && owner != Hash(application, user)))
        {
            return false;
        }

        await Task.WhenAll(database.KeyDeleteAsync(ownership), database.HashDeleteAsync(RedisKeys.Devices(application, owner.ToString()), id));
        return true;
    }

    // Of a token as of a user: exactly as it stands, and known by nobody who reads keys.
    private string IdOf(string application, string token) => Hash(application, token);

    private string Hash(string application, string user) => Convert.ToHexStringLower(hasher.HashUser(application, user));

    private static RegisteredDevice Read(RedisValue value) => JsonSerializer.Deserialize(((ReadOnlyMemory<byte>)value).Span, RecordsJson.Compact.RegisteredDevice)!;
}
