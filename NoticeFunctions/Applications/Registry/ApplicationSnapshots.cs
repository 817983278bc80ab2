using NoticeFunctions.Records;

namespace NoticeFunctions.Applications.Registry;

/// <summary>The applications of those who ask, kept for a moment.</summary>
internal sealed class ApplicationSnapshots(IApplicationStore store, BootstrapAdmin admin, TimeProvider time) : IApplications
{
    private readonly Snapshots<RegisteredApplication?> snapshots = new((id, _) => store.FindAsync(id, CancellationToken.None), time);

    /// <inheritdoc/>
    public ValueTask<RegisteredApplication?> FindAsync(string id, CancellationToken cancellation) =>
        id == ApplicationIds.Admin ? new(admin.Application) : snapshots.FindAsync(id, cancellation);
}
