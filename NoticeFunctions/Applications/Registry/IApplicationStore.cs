namespace NoticeFunctions.Applications.Registry;

/// <summary>The applications as they are kept. Every answer is of this moment.</summary>
/// <remarks>Each call throws <see cref="Records.RecordsUnavailableException"/> while the store is away.</remarks>
internal interface IApplicationStore
{
    /// <summary>An application, active or not; null when there is none, or it was deleted.</summary>
    Task<RegisteredApplication?> FindAsync(string id, CancellationToken cancellation);
}
