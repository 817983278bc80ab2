using System.Globalization;
using System.Net;
using System.Text.Json;
using Notice.Bench.Load;
using Notice.Bench.Processes;

namespace Notice.Bench.Systems;

/// <summary>The platform as it ships: the published app with the Garnet and the Azurite that it starts itself, their durability as it is.</summary>
/// <param name="folder">Where it is published.</param>
/// <param name="redis">The setting of that name.</param>
/// <param name="storage">A connection string of the storage to use, or a placeholder for one that the platform starts.</param>
internal sealed class NoticePlatform(string folder, string redis, string storage) : BenchedSystem
{
    private const string Secret = "the benchmark's own secret";

    // How the host tells where its development broker is.
    private const string BrokersLine = "Kafka ";

    private readonly HttpClient client = new();
    private ChildProcess? host;
    private bool takesMessages;
    private string? brokers;

    // "publish" is how LocalHost tells a published app from a build output inside the sources.
    private static string Present => System.IO.Path.Combine(Workplace.Work, "publish");

    // The services run in sessions of their own; the folder in their command lines tells whose they are. What this command started itself needs no such sign.
    public override IReadOnlyList<int> Processes => [.. ProcessMeter.WithCommandLine(folder).Union(base.Processes)];

    public override (string Verb, string Address, string Path) Door => brokers is null ? base.Door : (LoadPlan.Produce, brokers, "notices");

    /// <summary>The host alone, without its services.</summary>
    public int Host => host!.Id;

    /// <summary>Publishes the app once for all rounds.</summary>
    public static Task PrepareAsync() => PublishAsync(Workplace.Root, Present);

    /// <summary>Publishes the app as it was at a commit.</summary>
    /// <param name="commit">Any name that git knows it by.</param>
    /// <returns>Where.</returns>
    public static async Task<string> PrepareAsync(string commit)
    {
        string sources = Workplace.Fresh(System.IO.Path.Combine("versions", commit));
        string archive = sources + ".tar";
        await Workplace.RunAsync("git", ["archive", "--output", archive, commit], Workplace.Root);
        await Workplace.RunAsync("tar", ["-xf", archive], sources);
        string published = System.IO.Path.Combine(sources, "publish");
        await PublishAsync(sources, published);
        return published;
    }

    private static async Task PublishAsync(string sources, string published)
    {
        if (Directory.Exists(published))
        {
            Directory.Delete(published, recursive: true);
        }

        await Workplace.RunAsync("dotnet", ["publish", "NoticeFunctions", "-c", "Release", "-o", published], sources);
        await Workplace.RunAsync("dotnet", ["tool", "restore"], sources);
        await Workplace.RunAsync("npm", ["ci", "--prefix", "azurite", "--no-audit", "--no-fund"], sources);
        File.Copy(System.IO.Path.Combine(sources, "local.settings.sample.json"), System.IO.Path.Combine(published, "local.settings.sample.json"));
        Directory.CreateSymbolicLink(System.IO.Path.Combine(published, ".config"), System.IO.Path.Combine(sources, ".config"));
        // Copies keep their times, by which the host sees that nothing has to be restored.
        string azurite = Directory.CreateDirectory(System.IO.Path.Combine(published, "azurite")).FullName;
        foreach (string part in new[] { "package.json", "package-lock.json" })
        {
            File.Copy(System.IO.Path.Combine(sources, "azurite", part), System.IO.Path.Combine(azurite, part));
        }

        Directory.CreateSymbolicLink(System.IO.Path.Combine(azurite, "node_modules"), System.IO.Path.Combine(sources, "azurite", "node_modules"));
    }

    public static async Task<BenchedSystem> StartAsync(string mail) => await StartAsync(mail, storage: "<azurite>");

    /// <summary>On Redis with <c>appendfsync always</c> in Garnet's place.</summary>
    public static async Task<BenchedSystem> StartOnRedisAsync(string mail)
    {
        int port = Ports.Free();
        NoticePlatform system = New(Present, string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"), "<azurite>");
        await system.StartRedisAsync(Workplace.Fresh("redis"), port, "always");
        await system.StartHostAsync(mail);
        return system;
    }

    /// <summary>With the development broker, from which its notices come.</summary>
    public static async Task<BenchedSystem> StartWithKafkaAsync(string mail)
    {
        NoticePlatform system = New(Present, "<garnet>", "<azurite>");
        system.takesMessages = true;
        await system.StartHostAsync(mail);
        return system;
    }

    /// <param name="mail">The stub's URL.</param>
    /// <param name="storage">A connection string of the storage to use, or a placeholder for one that the platform starts.</param>
    public static async Task<NoticePlatform> StartAsync(string mail, string storage)
    {
        NoticePlatform system = New(Present, "<garnet>", storage);
        await system.StartHostAsync(mail);
        return system;
    }

    /// <summary>As <see cref="PrepareAsync(string)"/> has published it.</summary>
    public static async Task<BenchedSystem> StartPublishedAsync(string mail, string folder)
    {
        NoticePlatform system = New(folder, "<garnet>", "<azurite>");
        await system.StartHostAsync(mail);
        return system;
    }

    private static NoticePlatform New(string folder, string redis, string storage)
    {
        foreach (string state in new[] { ".local", System.IO.Path.Combine("azurite", "data") }.Select(part => System.IO.Path.Combine(folder, part)).Where(Directory.Exists))
        {
            Directory.Delete(state, recursive: true);
        }

        return new(folder, redis, storage) { Address = $"127.0.0.1:{Ports.Free()}" };
    }

    /// <summary>Starts the host, on what an earlier one has left.</summary>
    public async Task StartHostAsync(string mail)
    {
        host = await StartAsync(
            "dotnet",
            [System.IO.Path.Combine(folder, "NoticeFunctions.dll"), "--port", Address[(Address.IndexOf(':', StringComparison.Ordinal) + 1)..]],
            folder,
            "curl",
            new Dictionary<string, string>
            {
                ["SendGrid__ApiKey"] = "bench",
                ["SendGrid__From"] = "notice@example.com",
                ["SendGrid__Host"] = mail,
                ["AzureWebJobsStorage"] = storage,
                ["Redis"] = redis,
                ["KafkaBrokers"] = takesMessages ? "<kafka>" : "",
                ["Events__Enabled"] = "false",
                ["AzureWebJobs.AcceptFromKafka.Disabled"] = takesMessages ? "false" : "true",
                ["AzureWebJobs.RecordDeadLetters.Disabled"] = takesMessages ? "false" : "true",
                ["Notices__BootstrapAdminSecret"] = Secret,
                // What is measured is how much it can take, not how much it lets in.
                ["Limits__NoticesPerMinute"] = "0",
                ["Limits__PendingNotices"] = "0",
            });
        brokers = takesMessages ? host.Log().Split('\n').Select(line => line.Trim()).First(line => line.StartsWith(BrokersLine, StringComparison.Ordinal))[BrokersLine.Length..].Trim() : null;
    }

    public override async Task<string?> TokenAsync()
    {
        using FormUrlEncodedContent form = new([new("grant_type", "client_credentials"), new("client_id", "admin"), new("client_secret", Secret)]);
        using HttpResponseMessage answer = await client.PostAsync(new Uri($"http://{Address}/api/tokens"), form);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            // A version from before anybody had to say who he is.
            return null;
        }

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
