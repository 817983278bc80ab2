namespace NoticeFunctions.Tests.Architecture;

/// <summary>The sources that this test run was built from.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = [".git", ".local", ".vs", ".vscode", ".idea", "bin", "obj", "obj-azure", "node_modules", ".work", "TestResults"];

    /// <summary>The folder that holds the solution.</summary>
    public static DirectoryInfo Root { get; } = Find();

    /// <summary>A file by its path from <see cref="Root"/>.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root.FullName, path));

    /// <summary>The path of every file under a folder that belongs to the sources, from <see cref="Root"/> and with slashes.</summary>
    public static IEnumerable<string> Files(string folder = "") => Walk(new DirectoryInfo(Path.Combine(Root.FullName, folder)))
        .Select(file => Path.GetRelativePath(Root.FullName, file.FullName).Replace('\\', '/'))
        .Where(path => !path.StartsWith("azurite/data/", StringComparison.Ordinal));

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) => folder.EnumerateFiles().Concat(
        folder.EnumerateDirectories().Where(child => !NotOurs.Contains(child.Name)).SelectMany(Walk));

    private static DirectoryInfo Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NoticeFunctions.slnx")))
        {
            folder = folder.Parent;
        }

        return folder ?? throw new InvalidOperationException("The tests read the sources, and do not lie in them.");
    }
}
