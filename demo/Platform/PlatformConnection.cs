using System.Net;
using System.Net.Sockets;
using NoticeDemo.Client;

namespace NoticeDemo.Platform;

/// <summary>A platform to talk to: one that listened already, or one started for the demo and ended with it.</summary>
internal sealed class PlatformConnection : IAsyncDisposable
{
    private static readonly Uri Usual = new("http://127.0.0.1:7071/");
    private static readonly TimeSpan FirstStart = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    private readonly Uri at;
    private readonly PlatformProcess? started;

    private PlatformConnection(Uri address, PlatformProcess? started)
    {
        at = address;
        this.started = started;
    }

    /// <summary>The application as which the demo speaks to it.</summary>
    /// <exception cref="PlatformException">There is nothing to get a token with.</exception>
    public string Application => LocalCredentials.Find(Repository()).ClientId;

    /// <summary>A client that speaks to the platform with the client's tokens.</summary>
    /// <exception cref="PlatformException">There is nothing to get a token with.</exception>
    public HttpClient Authenticated() =>
        new(new TokenHandler(LocalCredentials.Find(Repository()), TimeProvider.System) { InnerHandler = Direct(at) }) { BaseAddress = at };

    /// <summary>Uses the platform at <paramref name="url"/>; without one, what listens at the usual address, or else a platform of its own.</summary>
    /// <param name="url">Where a platform listens, or null.</param>
    /// <param name="say">Gets a line at a time of what is going on.</param>
    /// <param name="cancellation">Ends the wait, and what was started.</param>
    /// <exception cref="PlatformException">There is none, or it did not come up.</exception>
    public static async Task<PlatformConnection> OpenAsync(Uri? url, Action<string> say, CancellationToken cancellation)
    {
        Uri address = url ?? Usual;
        using HttpClient http = HttpAt(address);
        PlatformHealth health = await PlatformHealth.AskAsync(http, cancellation);
        switch (health.Listener)
        {
            case Listener.Healthy:
                say($"Using the platform at {address}");
                return new PlatformConnection(address, started: null);
            case Listener.Unhealthy:
                throw new PlatformException($"The platform at {address} is not healthy: {health.Details}");
            case Listener.None or Listener.Other when url is not null:
                throw new PlatformException($"No notice platform answers at {url}.");
            case Listener.Other:
                say($"Something else listens at {address}.");
                return await StartAsync(FreePort(), say, cancellation);
            default:
                return await StartAsync(Usual.Port, say, cancellation);
        }
    }

    /// <summary>Ends the platform if it was started for the demo.</summary>
    public async ValueTask DisposeAsync()
    {
        if (started is not null)
        {
            await started.DisposeAsync();
        }
    }

    private static async Task<PlatformConnection> StartAsync(int port, Action<string> say, CancellationToken cancellation)
    {
        DirectoryInfo repository = Repository()
            ?? throw new PlatformException("The demo starts the platform from the repository's sources, and it does not lie in them: give it --url.");
        say($"Starting the platform on port {port}: dotnet run --project NoticeFunctions");
        PlatformProcess process = PlatformProcess.Start(repository, port, line => say($"  | {line}"));
        PlatformConnection connection = new(new Uri($"http://127.0.0.1:{port}/"), process);
        try
        {
            await connection.WaitUntilHealthyAsync(process, cancellation);
            process.StopListening();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task WaitUntilHealthyAsync(PlatformProcess process, CancellationToken cancellation)
    {
        using HttpClient http = HttpAt(at);
        long began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < FirstStart)
        {
            if (process.Exited.IsCompleted)
            {
                throw new PlatformException("The platform ended before it was ready: its last lines, above, say why.");
            }

            if (await PlatformHealth.AskAsync(http, cancellation) is { Listener: Listener.Healthy })
            {
                return;
            }

            await Task.Delay(BetweenLooks, TimeProvider.System, cancellation);
        }

        throw new PlatformException($"The platform was not healthy within {FirstStart.TotalMinutes:0} minutes.");
    }

    // A proxy that is set for the outside world has no business with this machine.
    private static SocketsHttpHandler Direct(Uri address) => new() { UseProxy = !address.IsLoopback };

    private static HttpClient HttpAt(Uri address) => new(Direct(address)) { BaseAddress = address };

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, port: 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static DirectoryInfo? Repository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "NoticeFunctions.slnx")))
            {
                return folder;
            }
        }

        return null;
    }
}
