using NoticeFunctions.Channels.Configurations;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tests.Channels.Configurations;

/// <summary>A store for tests in virtual time, under the same contract as the one in Redis.</summary>
internal sealed class InMemoryConfigurationStore : IConfigurationStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, OwnerConfigurations> owners = [];
    private int changes;

    /// <summary>How often <see cref="LoadAsync"/> was asked.</summary>
    public int Loads { get; private set; }

    /// <summary>Whether it does not answer.</summary>
    public bool Away { get; set; }

    public Task<OwnerConfigurations> LoadAsync(string owner, OwnerConfigurations? known, CancellationToken cancellation)
    {
        lock (gate)
        {
            Loads++;
            return Away ? Task.FromException<OwnerConfigurations>(new RecordsUnavailableException("away", new TimeoutException()))
                : Task.FromResult(known is not null && known.Stamp == Find(owner).Stamp ? known : Find(owner));
        }
    }

    public Task<OwnerConfigurations> ChangeAsync(string owner, Func<OwnerConfigurations, ConfigurationChange?> decide, CancellationToken cancellation)
    {
        lock (gate)
        {
            OwnerConfigurations found = Find(owner);
            return Task.FromResult(decide(found) is { } change ? owners[owner] = found.After(change, $"{++changes}") : found);
        }
    }

    private OwnerConfigurations Find(string owner) => owners.TryGetValue(owner, out OwnerConfigurations? found) ? found : OwnerConfigurations.None(owner);
}

public sealed class InMemoryConfigurationStoreTests : ConfigurationStoreContract
{
    private protected override Task<IConfigurationStore> OpenAsync() => Task.FromResult<IConfigurationStore>(new InMemoryConfigurationStore());
}
