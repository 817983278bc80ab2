using NoticeFunctions.LocalHost.Hosting.Services;
using NoticeFunctions.Tests.Applications.Signing;

namespace NoticeFunctions.Tests.Support.Platform;

/// <summary>
/// The built app as if it were installed: a copy of its output in a folder of its own, which therefore has settings, keys and data of its own too. The
/// development services' programs are the source tree's: <see cref="AzuritePackage"/> must have been restored.
/// </summary>
internal sealed class PlatformFolder : IDisposable
{
    /// <summary>Where the certificate is that its secrets are kept with; with none there it makes another.</summary>
    public static readonly string Certificate = Path.Combine(".local", "data-protection.pfx");

    private static readonly string Output = Path.Combine(
        SourceTree.Root, "NoticeFunctions", Path.GetRelativePath(Path.Combine(SourceTree.Root, "NoticeFunctions.Tests"), AppContext.BaseDirectory));

    public PlatformFolder()
    {
        foreach (string file in Directory.EnumerateFiles(Output, "*", SearchOption.AllDirectories).Where(IsOfTheApp))
        {
            Copy(file, Path.GetRelativePath(Output, file));
        }

        Copy(Path.Combine(SourceTree.Root, ".config", "dotnet-tools.json"), Path.Combine(".config", "dotnet-tools.json"));
        foreach (string name in (string[])["package.json", "package-lock.json", ".npmrc"])
        {
            Copy(Path.Combine(AzuritePackage.Folder, name), Path.Combine("azurite", name));
        }

        // What the app would make at its first start: that takes a second.
        Directory.CreateDirectory(PathOf(".local"));
        File.WriteAllBytes(PathOf(Certificate), Convert.FromBase64String(TestSecrets.Certificate()));

        Directory.CreateSymbolicLink(PathOf("azurite", "node_modules"), Path.Combine(AzuritePackage.Folder, "node_modules"));
    }

    /// <summary>Where it is.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("notice-platform-").FullName;

    /// <summary>The app's assembly.</summary>
    public string App => PathOf("NoticeFunctions.dll");

    /// <summary>The development services that a host of this folder has started, alive or not.</summary>
    public IReadOnlyList<ServiceState> Services =>
        Directory.Exists(PathOf(".local", "services"))
            ? [.. Directory.EnumerateFiles(PathOf(".local", "services"), "*.json").Select(ServiceState.Read).OfType<ServiceState>()]
            : [];

    public string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Ends what a killed host has left serving.</summary>
    public async Task EndServicesAsync()
    {
        foreach (ServiceState service in Services.Where(service => service.IsAlive))
        {
            await DetachedProcess.StopAsync(service.Pid, TimeSpan.FromSeconds(5), CancellationToken.None);
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    // A developer's own settings stay out: the app makes its own from the sample.
    private static bool IsOfTheApp(string path) => Path.GetFileName(path) != "local.settings.json";

    private void Copy(string file, string name)
    {
        string target = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(file, target);
    }
}
