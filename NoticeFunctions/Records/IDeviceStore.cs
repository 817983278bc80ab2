using NoticeFunctions.Notices;

namespace NoticeFunctions.Records;

/// <summary>
/// The devices on which users get app pushes. A device belongs to one user at a time: whoever it was registered for last. Every method throws
/// <see cref="RecordsUnavailableException"/> when the store can't be reached, and may be repeated.
/// </summary>
internal interface IDeviceStore
{
    /// <summary>Registers a device for a user, anew or again. Of more than <see cref="RegisteredDevice.MostOfAUser"/> those leave whose registration is oldest. Three round trips.</summary>
    Task<RegisteredDevice> RegisterAsync(string application, string user, string token, DevicePlatform platform, CancellationToken cancellation);

    /// <summary>A user's devices, the latest registration first. Two round trips.</summary>
    Task<IReadOnlyList<RegisteredDevice>> ListAsync(string application, string user, CancellationToken cancellation);

    /// <summary>Takes a device away by its id. Two round trips.</summary>
    /// <param name="application">The application.</param>
    /// <param name="id">The device.</param>
    /// <param name="user">Only if it is this user's; null for anybody's.</param>
    /// <param name="cancellation">Ends the wait, not the write.</param>
    /// <returns>False when there is none.</returns>
    Task<bool> RemoveAsync(string application, string id, string? user, CancellationToken cancellation);

    /// <summary>Takes the device of a token away, if there is one. Two round trips.</summary>
    Task<bool> RemoveTokenAsync(string application, string token, CancellationToken cancellation);
}

/// <summary>A user's device.</summary>
/// <param name="Id">What it is found by: a hash of its token in 32 hex digits.</param>
/// <param name="User">Whose.</param>
/// <param name="Token">Its push token.</param>
/// <param name="Platform">What it is.</param>
/// <param name="At">When it was registered last.</param>
internal sealed record RegisteredDevice(string Id, string User, string Token, DevicePlatform Platform, DateTimeOffset At)
{
    /// <summary>How many one user may have.</summary>
    public const int MostOfAUser = 20;

    /// <summary>How long a registration holds: what FCM lets a token be unused before it expires.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(270);
}
