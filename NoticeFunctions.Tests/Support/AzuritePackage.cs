using NoticeFunctions.LocalHost.Hosting.Services;

namespace NoticeFunctions.Tests.Support;

/// <summary>The source tree's Azurite, which a fresh clone has yet to fetch: once for all tests, for npm knows nothing of another npm in its folder.</summary>
internal static class AzuritePackage
{
    private static readonly Lazy<Task> Restored = new(RestoreAsync);

    public static string Folder { get; } = Path.Combine(SourceTree.Root, "azurite");

    /// <summary>Returns when it is there.</summary>
    public static Task RestoredAsync() => Restored.Value;

    private static async Task RestoreAsync()
    {
        using HttpClient http = new();
        if (new Azurite(Folder, Path.GetTempPath(), http).Restore is { } restore)
        {
            await CommandLine.RunAsync(restore.File, restore.Arguments, restore.Folder, restore.Needs, CancellationToken.None);
        }
    }
}
