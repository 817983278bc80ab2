using NoticeFunctions.Applications.Registry;

namespace NoticeFunctions.Applications.Authentication;

/// <summary>Who may ask for a token, as of this moment: a key that was revoked a moment ago gets none.</summary>
internal sealed class Clients(IApplicationStore store, BootstrapAdmin admin)
{
    /// <summary>The application of an id, if there is one and it is active. A text that can't be an id costs as much as one that can.</summary>
    public async Task<RegisteredApplication?> FindAsync(string id, CancellationToken cancellation)
    {
        if (id == ApplicationIds.Admin)
        {
            return admin.Application;
        }

        RegisteredApplication? found = await store.FindAsync(ApplicationIds.IsWellFormed(id) ? id : "-", cancellation);
        return found is { IsActive: true } ? found : null;
    }
}
