using System.Globalization;
using System.Text.Json;
using Notice.Bench.Processes;

namespace Notice.Bench.Systems;

/// <summary>The platform as it ships: the published app with the Garnet and the Azurite that it starts itself, their durability as it is.</summary>
internal sealed class NoticePlatform : BenchedSystem
{
    private const string Secret = "the benchmark's own secret";

    private readonly HttpClient client = new();
    private string redis = "";
    private string storage = "";
    private ChildProcess? host;

    // "publish" is how LocalHost tells a published app from a build output inside the sources.
    private static string Folder => System.IO.Path.Combine(Workplace.Work, "publish");

    // The services run in sessions of their own; the folder in their command lines tells whose they are. What this command started itself needs no such sign.
    public override IReadOnlyList<int> Processes => [.. ProcessMeter.WithCommandLine(Folder).Union(base.Processes)];

    /// <summary>The host alone, without its services.</summary>
    public int Host => host!.Id;

    /// <summary>Publishes the app once for all rounds.</summary>
    public static async Task PrepareAsync()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }

        await Workplace.RunAsync("dotnet", ["publish", "NoticeFunctions", "-c", "Release", "-o", Folder], Workplace.Root);
        await Workplace.RunAsync("dotnet", ["tool", "restore"], Workplace.Root);
        await Workplace.RunAsync("npm", ["ci", "--prefix", "azurite", "--no-audit", "--no-fund"], Workplace.Root);
        File.Copy(System.IO.Path.Combine(Workplace.Root, "local.settings.sample.json"), System.IO.Path.Combine(Folder, "local.settings.sample.json"));
        Directory.CreateSymbolicLink(System.IO.Path.Combine(Folder, ".config"), System.IO.Path.Combine(Workplace.Root, ".config"));
        // Copies keep their times, by which the host sees that nothing has to be restored.
        string azurite = Directory.CreateDirectory(System.IO.Path.Combine(Folder, "azurite")).FullName;
        foreach (string part in new[] { "package.json", "package-lock.json" })
        {
            File.Copy(System.IO.Path.Combine(Workplace.Root, "azurite", part), System.IO.Path.Combine(azurite, part));
        }

        Directory.CreateSymbolicLink(System.IO.Path.Combine(azurite, "node_modules"), System.IO.Path.Combine(Workplace.Root, "azurite", "node_modules"));
    }

    public static async Task<BenchedSystem> StartAsync(string mail) => await StartAsync(mail, storage: "<azurite>");

    /// <summary>On Redis with <c>appendfsync always</c> in Garnet's place.</summary>
    public static async Task<BenchedSystem> StartOnRedisAsync(string mail)
    {
        int port = Ports.Free();
        NoticePlatform system = New(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"), "<azurite>");
        await system.StartRedisAsync(Workplace.Fresh("redis"), port, "always");
        await system.StartHostAsync(mail);
        return system;
    }

    /// <param name="mail">The stub's URL.</param>
    /// <param name="storage">A connection string of the storage to use, or a placeholder for one that the platform starts.</param>
    public static async Task<NoticePlatform> StartAsync(string mail, string storage)
    {
        NoticePlatform system = New("<garnet>", storage);
        await system.StartHostAsync(mail);
        return system;
    }

    private static NoticePlatform New(string redis, string storage)
    {
        foreach (string state in new[] { ".local", System.IO.Path.Combine("azurite", "data") }.Select(part => System.IO.Path.Combine(Folder, part)).Where(Directory.Exists))
        {
            Directory.Delete(state, recursive: true);
        }

        return new() { Address = $"127.0.0.1:{Ports.Free()}", redis = redis, storage = storage };
    }

    /// <summary>Starts the host, on what an earlier one has left.</summary>
    public async Task StartHostAsync(string mail) => host = await StartAsync(
        "dotnet",
        [System.IO.Path.Combine(Folder, "NoticeFunctions.dll"), "--port", Address[(Address.IndexOf(':', StringComparison.Ordinal) + 1)..]],
        Folder,
        "curl",
        new Dictionary<string, string>
        {
            ["SendGrid__ApiKey"] = "bench",
            ["SendGrid__From"] = "notice@example.com",
            ["SendGrid__Host"] = mail,
            ["AzureWebJobsStorage"] = storage,
            ["Redis"] = redis,
            ["Notices__BootstrapAdminSecret"] = Secret,
            // What is measured is how much it can take, not how much it lets in.
            ["Limits__NoticesPerMinute"] = "0",
            ["Limits__PendingNotices"] = "0",
        });

    public override async Task<string?> TokenAsync()
    {
        using FormUrlEncodedContent form = new([new("grant_type", "client_credentials"), new("client_id", "admin"), new("client_secret", Secret)]);
        using HttpResponseMessage answer = await client.PostAsync(new Uri($"http://{Address}/api/tokens"), form);
        answer.EnsureSuccessStatusCode();
        using JsonDocument token = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return token.RootElement.GetProperty("access_token").GetString();
    }

    public override ValueTask DisposeAsync()
    {
        client.Dispose();
        return base.DisposeAsync();
    }

    /// <summary>kill -9 for the host; its services go on.</summary>
    public Task KillHostAsync() => host!.KillAsync();
}
