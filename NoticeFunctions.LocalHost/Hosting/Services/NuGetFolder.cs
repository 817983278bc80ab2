namespace NoticeFunctions.LocalHost.Hosting.Services;

/// <summary>Where NuGet keeps what it has restored.</summary>
internal static class NuGetFolder
{
    /// <summary><c>NUGET_PACKAGES</c>, or <c>.nuget/packages</c> in the user's home.</summary>
    public static string Packages
        => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
