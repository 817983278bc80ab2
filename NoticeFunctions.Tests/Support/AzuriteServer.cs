using NoticeFunctions.LocalHost.Hosting.Services;
using NoticeFunctions.Tests.Support;

[assembly: AssemblyFixture(typeof(AzuriteServer))]

namespace NoticeFunctions.Tests.Support;

/// <summary>Azurite for the whole test run, as the host itself starts it: on a free loopback port, with its blobs in a folder of its own.</summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    private readonly Lazy<Task<DevelopmentServices>> running;
    private readonly string folder = Directory.CreateTempSubdirectory("notice-azurite-").FullName;
    private readonly HttpClient http = new();

    public AzuriteServer() => running = new(StartAsync);

    /// <summary>The account's connection string. The calling test is skipped, with the reason, where Node.js is missing.</summary>
    public async Task<string> ConnectionStringAsync()
    {
        bool hasNode = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(path => File.Exists(Path.Combine(path, "node")));
        Assert.SkipUnless(hasNode, "node is not on the PATH: Azurite needs Node.js 20.");
        return (await running.Value).Setting("azurite");
    }

    public async ValueTask DisposeAsync()
    {
        if (running.IsValueCreated)
        {
            await (await running.Value).DisposeAsync();
        }

        http.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<DevelopmentServices> StartAsync()
    {
        await AzuritePackage.RestoredAsync();
        Azurite azurite = new(AzuritePackage.Folder, Path.Combine(folder, "blobs"), http);
        return await DevelopmentServices.StartAsync([azurite], Path.Combine(folder, "state"), _ => { }, TimeProvider.System, CancellationToken.None);
    }
}
