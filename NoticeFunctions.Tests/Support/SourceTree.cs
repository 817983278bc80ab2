namespace NoticeFunctions.Tests.Support;

/// <summary>The checked-out sources that the tests were built from.</summary>
internal static class SourceTree
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder)
    {
        for (; folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "NoticeFunctions.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests must run below the solution's folder.");
    }
}
