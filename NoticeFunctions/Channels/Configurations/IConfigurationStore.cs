using NoticeFunctions.Records;

namespace NoticeFunctions.Channels.Configurations;

/// <summary>The channel configurations as they are kept.</summary>
/// <remarks>Each call throws <see cref="RecordsUnavailableException"/> while the store is away.</remarks>
internal interface IConfigurationStore
{
    /// <summary>An owner's configurations.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="known">What the asker knows of them: it comes back as it is, at the price of a few bytes, where nothing has changed since.</param>
    /// <param name="cancellation">The caller's patience.</param>
    Task<OwnerConfigurations> LoadAsync(string owner, OwnerConfigurations? known, CancellationToken cancellation);

    /// <summary>Changes one configuration, by compare-and-set against every other change of the owner's: what was decided from holds when it is written.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="decide">What becomes of it, given all of the owner's; null leaves everything as it is. It is asked again whenever somebody else was faster.</param>
    /// <param name="cancellation">The caller's patience. Once the change is on its way it happens all the same.</param>
    /// <returns>What stands there now.</returns>
    Task<OwnerConfigurations> ChangeAsync(string owner, Func<OwnerConfigurations, ConfigurationChange?> decide, CancellationToken cancellation);
}
