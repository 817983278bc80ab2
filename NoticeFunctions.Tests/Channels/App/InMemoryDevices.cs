using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tests.Channels.App;

/// <summary>Devices in memory, found by their tokens.</summary>
internal sealed class InMemoryDevices : IDeviceStore
{
    private readonly List<(string Application, RegisteredDevice Device)> all = [];

    /// <summary>Whether the store can't be reached.</summary>
    public bool IsAway { get; set; }

    public Task<RegisteredDevice> RegisterAsync(string application, string user, string token, DevicePlatform platform, CancellationToken cancellation)
    {
        RegisteredDevice device = new($"{all.Count:x32}", user, token, platform, DateTimeOffset.UnixEpoch);
        Devices().Add((application, device));
        return Task.FromResult(device);
    }

    public Task<IReadOnlyList<RegisteredDevice>> ListAsync(string application, string user, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<RegisteredDevice>>([.. Devices().Where(one => one.Application == application && one.Device.User == user).Select(one => one.Device)]);

    public Task<bool> RemoveAsync(string application, string id, string? user, CancellationToken cancellation) =>
        Task.FromResult(Devices().RemoveAll(one => one.Application == application && one.Device.Id == id && (user is null || one.Device.User == user)) > 0);

    public Task<bool> RemoveTokenAsync(string application, string token, CancellationToken cancellation) =>
        Task.FromResult(Devices().RemoveAll(one => one.Application == application && one.Device.Token == token) > 0);

    private List<(string Application, RegisteredDevice Device)> Devices() => IsAway ? throw new RecordsUnavailableException("away", new TimeoutException()) : all;
}
