namespace NoticeFunctions.Applications.Registry;

/// <summary>What applications there are, for those who ask at every request.</summary>
internal interface IApplications
{
    /// <summary>
    /// An application as it was at most 5 seconds ago, active or not; null when there is none, or it was deleted. Mostly it is at hand and costs no call to
    /// Redis. Client <c>admin</c> is one, with every scope and the bootstrap secret as its key.
    /// </summary>
    /// <exception cref="Records.RecordsUnavailableException">It is not at hand and the records are away.</exception>
    ValueTask<RegisteredApplication?> FindAsync(string id, CancellationToken cancellation);
}
