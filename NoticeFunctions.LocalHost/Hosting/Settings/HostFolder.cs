using System.Reflection;

namespace NoticeFunctions.LocalHost.Hosting.Settings;

/// <summary>Finds the folder that holds host.json and local.settings.json.</summary>
internal static class HostFolder
{
    /// <summary>The assembly metadata under which a project names the host.json that it was built from.</summary>
    public const string MetadataKey = "FunctionsHostJson";

    /// <summary>The folder of the host.json that the app was built from; for a published app, the folder that it runs in.</summary>
    public static string Of(Assembly? entry, string baseDirectory)
    {
        string own = Path.TrimEndingDirectorySeparator(Path.GetFullPath(baseDirectory));
        string? source = entry?.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(a => a.Key == MetadataKey)?.Value;
        return source is not null && File.Exists(source) && IsBuildOutputOf(Path.GetDirectoryName(Path.GetFullPath(source))!, own)
            ? Path.GetDirectoryName(Path.GetFullPath(source))!
            : own;
    }

    // A published app still carries the path that it was built from, and may well run on the machine where that exists.
    private static bool IsBuildOutputOf(string sourceFolder, string own)
        => own.StartsWith(sourceFolder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            && !string.Equals(Path.GetFileName(own), "publish", StringComparison.OrdinalIgnoreCase);
}
