using Microsoft.Extensions.Logging;

namespace NoticeFunctions.LocalHost.Hosting.Services;

/// <summary>
/// The development services of one app folder. One host at a time uses them: a second one in the same folder is refused, because the
/// first would end the services under it.
/// </summary>
internal sealed class DevelopmentServices : IAsyncDisposable
{
    private readonly IReadOnlyList<ServiceSupervisor> supervisors;
    private readonly FileStream oneHost;
    private readonly CancellationTokenSource stopping = new();
    private Task watching = Task.CompletedTask;
    private bool ended;

    private DevelopmentServices(IReadOnlyList<ServiceSupervisor> supervisors, FileStream oneHost)
    {
        this.supervisors = supervisors;
        this.oneHost = oneHost;
    }

    /// <summary>What the console tells of each.</summary>
    public IEnumerable<string> Lines => supervisors.Select(s => s.Service.Line(s.Port));

    /// <summary>Starts or adopts the services, all at once, and returns when all answer.</summary>
    /// <param name="services">What to run.</param>
    /// <param name="stateFolder">Where their state is kept.</param>
    /// <param name="say">Tells the user what a start is waiting for.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Gives up; what has been started is ended.</param>
    /// <exception cref="StartUpException">One can't be started, or another host uses them.</exception>
    public static async Task<DevelopmentServices> StartAsync(
        IEnumerable<IDevelopmentService> services, string stateFolder, Action<string> say, TimeProvider time, CancellationToken cancellation)
    {
        Directory.CreateDirectory(stateFolder);
        DevelopmentServices running = new([.. services.Select(s => new ServiceSupervisor(s, stateFolder, say, time))], LockOut(stateFolder));
        try
        {
            await Task.WhenAll(running.supervisors.Select(s => s.StartAsync(cancellation)));
            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the placeholder of the named service stands for.</summary>
    public string Setting(string name) => supervisors.First(s => s.Service.Name == name) is var found ? found.Service.Setting(found.Port) : "";

    /// <summary>From now on, starts again what dies.</summary>
    public void Watch(ILogger logger) => watching = Task.WhenAll(supervisors.Select(s => WatchAsync(s, logger)));

    /// <summary>Ends the services that this host started or adopted; a second call, as after a failed start, does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (ended)
        {
            return;
        }

        ended = true;
        await stopping.CancelAsync();
        await watching;
        await Task.WhenAll(supervisors.Select(s => s.StopAsync(CancellationToken.None)));
        stopping.Dispose();
        await oneHost.DisposeAsync();
    }

    /// <summary>Leaves the services serving and lets go of the folder, as the end of a killed host does: for tests.</summary>
    public void ForgetAsIfKilled()
    {
        foreach (ServiceSupervisor supervisor in supervisors)
        {
            supervisor.Forget();
        }

        oneHost.Dispose();
    }

    private async Task WatchAsync(ServiceSupervisor supervisor, ILogger logger)
    {
        try
        {
            await supervisor.WatchAsync(logger, stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host ends.
        }
        catch (Exception e)
        {
            logger.ServiceLost(supervisor.Service.Name, e);
        }
    }

    // The operating system frees the lock when its holder is killed.
    private static FileStream LockOut(string stateFolder)
    {
        try
        {
            return new FileStream(Path.Combine(stateFolder, "host.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new StartUpException($"{stateFolder}: another host uses the development services of this folder; end it first.", e);
        }
    }
}
