using System.Net;
using System.Text.Json.Nodes;
using NoticeFunctions.LocalHost.Hosting.Services;
using NoticeFunctions.Tests.Support.Providers;

namespace NoticeFunctions.Tests.Support.Platform;

/// <summary>
/// The real platform in a process of its own: the built app with its own settings, Azurite and Garnet, in a folder of its own, all on free loopback ports. It may be
/// ended gently or killed, and started again on what it left. Mail goes to a SendGrid stub in the test's process, every other channel to the sandbox. A class
/// fixture starts it once for all tests of the class (or collection): with the first <see cref="EnsureStartedAsync"/>.
/// </summary>
public sealed class PlatformProcess : IAsyncDisposable
{
    /// <summary>The sender's address.</summary>
    public const string From = "no-reply@example.org";

    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim starting = new(1, 1);
    private readonly Lazy<PlatformFolder> folder = new(() => new PlatformFolder());
    private AppProcess? running;
    private SendGridStub? sendGrid;
    private OidcStub? issuer;
    private HttpClient? http;

    /// <summary>Settings in the app's environment from its next start on, over those of its folder.</summary>
    public IDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development",
        ["SendGrid__ApiKey"] = "SG.key",
        ["SendGrid__From"] = From,
    };

    /// <summary>Speaks to the present run, with a token wherever one is needed and the request has none.</summary>
    public HttpClient Http => http ?? throw new InvalidOperationException("The platform has not been started.");

    /// <summary>The secret of client <c>admin</c>, which the first start has made.</summary>
    public string AdminSecret => JsonNode.Parse(File.ReadAllText(folder.Value.PathOf("local.settings.json")))!["Values"]!["Notices__BootstrapAdminSecret"]!.GetValue<string>();

    /// <summary>Where the app lies, with its settings and data.</summary>
    public string Root => folder.Value.Root;

    /// <summary>Whether a start waits for more than its listening.</summary>
    public bool WaitsUntilHealthy { get; init; } = true;

    /// <summary>Whether it runs.</summary>
    public bool IsAlive => running is { IsAlive: true };

    /// <summary>The exit code of the last run, which has ended.</summary>
    public int ExitCode => running?.ExitCode ?? throw new InvalidOperationException("The platform has not been started.");

    /// <summary>Every line that the present run, or the last one, has written.</summary>
    public IReadOnlyList<string> Said => running?.Said ?? [];

    /// <summary>The development services of this platform, alive or not.</summary>
    internal IReadOnlyList<ServiceState> Services => folder.Value.Services;

    /// <summary>What stands in for SendGrid; it outlives the platform's runs.</summary>
    internal SendGridStub SendGrid => sendGrid ?? throw new InvalidOperationException("The platform has not been started.");

    /// <summary>The company's issuer, whose tokens users bring; it outlives the platform's runs.</summary>
    internal OidcStub Issuer => issuer ?? throw new InvalidOperationException("The platform has not been started.");

    /// <summary>Starts it unless it runs. The calling test is skipped, with the reason, where Node.js is missing.</summary>
    public async Task EnsureStartedAsync()
    {
        bool hasNode = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(path => File.Exists(Path.Combine(path, "node")));
        Assert.SkipUnless(hasNode, "node is not on the PATH: the platform's development services need Node.js 20.");
        await starting.WaitAsync();
        try
        {
            if (running is not { IsAlive: true })
            {
                await StartAsync();
            }
        }
        finally
        {
            starting.Release();
        }
    }

    /// <summary>Starts it, on what earlier runs left, and returns when it is healthy, or listens.</summary>
    public async Task StartAsync()
    {
        sendGrid ??= await SendGridStub.StartAsync();
        Settings.TryAdd("SendGrid__Host", sendGrid.Url);
        issuer ??= await OidcStub.StartAsync();
        Settings.TryAdd("Users__Authority", issuer.Url);
        Settings.TryAdd("Users__Audience", OidcStub.Audience);
        await AzuritePackage.RestoredAsync();
        running?.Dispose();
        running = AppProcess.Start(folder.Value, Settings);
        http?.Dispose();
        http = new HttpClient(new TokenHandler(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }, () => AdminSecret)) { BaseAddress = await running.AddressAsync() };
        for (long begun = TimeProvider.System.GetTimestamp(); WaitsUntilHealthy && !await IsHealthyAsync(http); await Task.Delay(Poll, TimeProvider.System))
        {
            if (!running.IsAlive || TimeProvider.System.GetElapsedTime(begun) > ReadyLimit)
            {
                throw new InvalidOperationException($"The platform is not healthy:\n{running}");
            }
        }
    }

    /// <summary>Ctrl-C: it drains and ends, and its development services with it.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> InterruptAsync() => Running().InterruptAsync();

    /// <summary>kill -9: nothing is drained, and the development services serve on.</summary>
    public Task KillAsync() => Running().KillAsync();

    /// <summary>Waits until it has ended without being asked.</summary>
    public Task EndedAsync() => Running().EndedAsync();

    /// <summary>Ends everything and forgets it.</summary>
    public async ValueTask DisposeAsync()
    {
        http?.Dispose();
        try
        {
            if (running is { IsAlive: true })
            {
                await running.InterruptAsync();
            }
        }
        finally
        {
            running?.Dispose();
            if (folder.IsValueCreated)
            {
                await folder.Value.EndServicesAsync();
                folder.Value.Dispose();
            }

            await (sendGrid?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (issuer?.DisposeAsync() ?? ValueTask.CompletedTask);
            starting.Dispose();
        }
    }

    private static async Task<bool> IsHealthyAsync(HttpClient http)
    {
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(new Uri("api/health", UriKind.Relative));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private AppProcess Running() => running ?? throw new InvalidOperationException("The platform has not been started.");
}
