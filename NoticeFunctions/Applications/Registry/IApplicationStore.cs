using NoticeFunctions.Records;

namespace NoticeFunctions.Applications.Registry;

/// <summary>The applications as they are kept. Every answer is of this moment.</summary>
/// <remarks>Each call throws <see cref="RecordsUnavailableException"/> while the store is away.</remarks>
internal interface IApplicationStore
{
    /// <summary>An application, active or not; null when there is none, or it was deleted.</summary>
    Task<RegisteredApplication?> FindAsync(string id, CancellationToken cancellation);

    /// <summary>Registers an application.</summary>
    /// <returns>False when its id is taken, be it by one that was deleted; then nothing is changed.</returns>
    Task<bool> AddAsync(RegisteredApplication application, CancellationToken cancellation);

    /// <summary>Changes an application as it stands: of several changes at once none is lost.</summary>
    /// <param name="id">Which.</param>
    /// <param name="change">What becomes of it; the same instance for no change. It is asked again whenever somebody else was faster.</param>
    /// <param name="cancellation">The caller's patience. Once the change is on its way it happens all the same.</param>
    /// <returns>What stands there now; null when there is no such application, or it was deleted before.</returns>
    Task<RegisteredApplication?> ChangeAsync(string id, Func<RegisteredApplication, RegisteredApplication> change, CancellationToken cancellation);

    /// <summary>Those that are not deleted, the latest registered first.</summary>
    /// <param name="limit">How many at most.</param>
    /// <param name="continuation">Where the page before ended; null for the first.</param>
    /// <param name="cancellation">The caller's patience.</param>
    /// <exception cref="InvalidContinuationException">The continuation is none of this list's.</exception>
    Task<Page<RegisteredApplication>> ListAsync(int limit, string? continuation, CancellationToken cancellation);
}
