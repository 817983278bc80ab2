using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using NoticeFunctions.LocalHost.Hosting;
using NoticeFunctions.LocalHost.Hosting.Composition;

namespace NoticeFunctions.Tests.LocalHost.Hosting;

/// <summary>A host of some functions on a free port, as Program.cs would make it.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    public const string MasterKey = "the-master-key";
    public const string FunctionKey = "the-function-key";
    public const string SystemKey = "the-system-key";
    public const string SignalRKey = "the-signalr-key";

    private readonly TestFolder? ownFolder;
    private readonly RunningHost host;

    private TestHost(RunningHost host, TestFolder? ownFolder, IReadOnlyList<string> said)
    {
        this.host = host;
        this.ownFolder = ownFolder;
        Said = said;
        Http = new HttpClient { BaseAddress = new Uri(host.Url) };
    }

    public HttpClient Http { get; }

    public IServiceProvider Services => host.Services;

    /// <summary>What the host has told its user.</summary>
    public IReadOnlyList<string> Said { get; }

    public static Task<TestHost> StartAsync<TFunctions>(
        Action<FunctionsApplicationBuilder>? configure = null,
        TestFolder? folder = null,
        TimeProvider? time = null,
        int port = 0,
        bool webApplication = true,
        params (string Name, string Value)[] settings)
        => StartAsync([typeof(TFunctions)], configure, folder, time, port, webApplication, settings);

    public static async Task<TestHost> StartAsync(
        IReadOnlyList<Type> functions,
        Action<FunctionsApplicationBuilder>? configure = null,
        TestFolder? folder = null,
        TimeProvider? time = null,
        int port = 0,
        bool webApplication = true,
        params (string Name, string Value)[] settings)
    {
        TestFolder? own = folder is null ? new TestFolder() : null;
        List<string> said = [];
        Dictionary<string, string?> environment = new()
        {
            ["Often"] = "0 * * * * *",
            ["Host__Keys__master"] = MasterKey,
            ["Host__Keys__default"] = FunctionKey,
            ["Host__Keys__durabletask_extension"] = SystemKey,
            ["Host__Keys__signalr_extension"] = SignalRKey,
            ["AzureFunctionsJobHost__logging__logLevel__default"] = "None",
        };
        foreach ((string name, string value) in settings)
        {
            environment[name] = value;
        }

        FunctionsApplicationBuilder builder = LocalHostBuilder.Create(new LocalHostOptions
        {
            Args = ["--port", $"{port}"],
            Folder = (folder ?? own!).Root,
            FunctionTypes = functions,
            Environment = environment,
            Time = time ?? TimeProvider.System,
            Say = said.Add,
        });
        if (webApplication)
        {
            builder.ConfigureFunctionsWebApplication();
        }

        configure?.Invoke(builder);
        try
        {
            RunningHost started = (RunningHost)builder.Build();
            await started.StartAsync();
            return new TestHost(started, own, said);
        }
        catch
        {
            own?.Dispose();
            throw;
        }
    }

    public Task StopAsync() => host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await host.DisposeAsync();
        Http.Dispose();
        ownFolder?.Dispose();
    }
}
