using System.Globalization;

namespace NoticeFunctions.LocalHost.Hosting.Services;

/// <summary>
/// Azurite's blob endpoint, from the npm package that <paramref name="packageFolder"/> pins.
/// Asked for by <c>&lt;azurite&gt;</c>, or on its well-known port by <c>UseDevelopmentStorage=true</c>.
/// </summary>
/// <param name="packageFolder">The folder of package.json and package-lock.json.</param>
/// <param name="dataFolder">Where the blobs are kept.</param>
/// <param name="http">Asks the endpoint who it is.</param>
/// <param name="fixedPort">The port; null for any free one.</param>
internal sealed class Azurite(string packageFolder, string dataFolder, HttpClient http, int? fixedPort = null) : IDevelopmentService
{
    public const int WellKnownPort = 10000;

    // The well-known account of every storage emulator: no secret.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public string Name => "azurite";

    public int? FixedPort => fixedPort;

    public string Folder => dataFolder;

    private string Program => Path.Combine(packageFolder, "node_modules", "azurite", "dist", "src", "blob", "main.js");

    public RestoreCommand? Restore => IsRestored()
        ? null
        : new(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], packageFolder, "Node.js 20 with npm");

    public ServiceCommand Command(int port) => new("node",
    [
        Program, "--blobHost", "127.0.0.1", "--blobPort", port.ToString(CultureInfo.InvariantCulture), "--location", dataFolder,
        // Longer than HttpClient keeps a connection idle, so that it is never closed under a request.
        "--blobKeepAliveTimeout", "120", "--silent", "--loose", "--skipApiVersionCheck", "--disableTelemetry",
    ]);

    public string Setting(int port)
        => $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint={Url(port)}/{Account};";

    public string Url(int port) => $"http://127.0.0.1:{port}";

    public async Task<bool> AnswersAsync(int port, CancellationToken cancellation)
    {
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(new Uri(Url(port)), cancellation);
            return answer.Headers.Server.Any(server => server.Product?.Name == "Azurite-Blob");
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // npm writes this file last: without it a restore was broken off; an older one belongs to another lock file.
    private bool IsRestored()
    {
        FileInfo done = new(Path.Combine(packageFolder, "node_modules", ".package-lock.json"));
        FileInfo wanted = new(Path.Combine(packageFolder, "package-lock.json"));
        return wanted.Exists
            ? done.Exists && done.LastWriteTimeUtc >= wanted.LastWriteTimeUtc
            : throw new StartUpException($"{wanted.FullName}: not found; it pins the Azurite that the settings ask for.");
    }
}
