using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tests.Applications.Registry;

/// <summary>A store for tests in virtual time, under the same contract as the one in Redis.</summary>
internal sealed class InMemoryApplicationStore : IApplicationStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, RegisteredApplication> applications = [];

    /// <summary>How often <see cref="FindAsync"/> was asked.</summary>
    public int Finds { get; private set; }

    /// <summary>Whether it does not answer.</summary>
    public bool Away { get; set; }

    public Task<RegisteredApplication?> FindAsync(string id, CancellationToken cancellation)
    {
        lock (gate)
        {
            Finds++;
            return Away ? Task.FromException<RegisteredApplication?>(new RecordsUnavailableException("away", new TimeoutException())) : Task.FromResult(Find(id));
        }
    }

    public Task<bool> AddAsync(RegisteredApplication application, CancellationToken cancellation)
    {
        lock (gate)
        {
            return Task.FromResult(applications.TryAdd(application.Id, application));
        }
    }

    public Task<RegisteredApplication?> ChangeAsync(string id, Func<RegisteredApplication, RegisteredApplication> change, CancellationToken cancellation)
    {
        lock (gate)
        {
            return Task.FromResult(Find(id) is { } known ? applications[id] = change(known) : null);
        }
    }

    public Task<Page<RegisteredApplication>> ListAsync(int limit, string? continuation, CancellationToken cancellation)
    {
        lock (gate)
        {
            RegistryPosition start = RegistryPosition.Start(continuation);
            List<RegisteredApplication> rest =
            [
                .. applications.Values.Where(one => !one.Deleted && Place(one).IsAfter(start))
                    .OrderByDescending(one => one.Created).ThenByDescending(one => one.Id, StringComparer.Ordinal),
            ];
            RegisteredApplication[] page = [.. rest.Take(limit)];
            return Task.FromResult(new Page<RegisteredApplication>(page, rest.Count > limit ? Place(page[^1]).ToContinuation() : null));
        }
    }

    private static RegistryPosition Place(RegisteredApplication one) => new(one.Created.ToUnixTimeMilliseconds(), one.Id);

    private RegisteredApplication? Find(string id) => applications.GetValueOrDefault(id) is { Deleted: false } found ? found : null;
}

public sealed class InMemoryApplicationStoreTests : ApplicationStoreContract
{
    private protected override Task<IApplicationStore> OpenAsync() => Task.FromResult<IApplicationStore>(new InMemoryApplicationStore());
}
