using NoticeFunctions.LocalHost.Hosting.Services;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.Channels.Email.Smtp;

/// <summary>npm's smtp-server, which a fresh clone has yet to fetch: once for all tests, for npm knows nothing of another npm in its folder.</summary>
internal static class SmtpServerPackage
{
    private static readonly Lazy<Task> Restored = new(RestoreAsync);

    public static string Folder { get; } = Path.Combine(SourceTree.Root, "NoticeFunctions.Tests", "Channels", "Email", "Smtp", "server");

    /// <summary>Returns when it is there.</summary>
    public static Task RestoredAsync() => Restored.Value;

    // npm writes this file last: without it a restore was broken off.
    private static Task RestoreAsync() => File.Exists(Path.Combine(Folder, "node_modules", ".package-lock.json"))
        ? Task.CompletedTask
        : CommandLine.RunAsync("npm", ["ci", "--no-progress", "--loglevel", "error"], Folder, "Node.js 20, with npm", CancellationToken.None);
}
