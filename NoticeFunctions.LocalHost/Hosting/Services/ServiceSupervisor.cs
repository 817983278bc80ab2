using Microsoft.Extensions.Logging;

namespace NoticeFunctions.LocalHost.Hosting.Services;

/// <summary>
/// Keeps one development service running while the host lives: adopts the one that a killed host left serving, otherwise starts one, and
/// starts it again on the same port when it dies.
/// </summary>
/// <param name="service">What to run.</param>
/// <param name="stateFolder">Where its state and its log are kept.</param>
/// <param name="say">Tells the user what a start is waiting for.</param>
/// <param name="time">The clock.</param>
internal sealed class ServiceSupervisor(IDevelopmentService service, string stateFolder, Action<string> say, TimeProvider time)
{
    private const int MostPorts = 3;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AdoptLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan WatchEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(10);

    private ServiceState? state;

    /// <summary>The service that is kept running.</summary>
    public IDevelopmentService Service => service;

    /// <summary>The port that it serves on, once started.</summary>
    public int Port { get; private set; }

    private string StateFile => Path.Combine(stateFolder, service.Name + ".json");

    private string Log => Path.Combine(stateFolder, service.Name + ".log");

    /// <summary>Returns when the service answers.</summary>
    /// <exception cref="StartUpException">It can't be restored or started: the message says why.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(stateFolder);
        Directory.CreateDirectory(service.Folder);
        if (service.Restore is { } restore)
        {
            say($"First start: restoring {service.Name} ({restore.File} {string.Join(' ', restore.Arguments.Take(2))}) ...");
            await CommandLine.RunAsync(restore.File, restore.Arguments, restore.Folder, restore.Needs, cancellation);
        }

        ServiceState? left = ServiceState.Read(StateFile);
        if (left is { IsAlive: true } && await AdoptAsync(left, cancellation))
        {
            return;
        }

        if (service.FixedPort is int known && await service.AnswersAsync(known, cancellation))
        {
            // Somebody else's, on the well-known port: used, never ended.
            Port = known;
            return;
        }

        if (left is not null)
        {
            await SettleAsync(left.Port, cancellation);
        }

        await StartOnFreeAsync(left?.Port, cancellation);
    }

    /// <summary>Starts the service again whenever it dies, until cancelled.</summary>
    public async Task WatchAsync(ILogger logger, CancellationToken cancellation)
    {
        using PeriodicTimer timer = new(WatchEvery, time);
        while (state is not null && await timer.WaitForNextTickAsync(cancellation))
        {
            if (!state.IsAlive)
            {
                logger.ServiceDied(service.Name, state.Pid);
                await StartAgainAsync(state, logger, cancellation);
            }
        }
    }

    // The host waits for it as it would for any storage that is away: giving up would mean to wait for ever.
    private async Task StartAgainAsync(ServiceState died, ILogger logger, CancellationToken cancellation)
    {
        try
        {
            await SettleAsync(Port, cancellation);
            await StartOnAsync(Port, cancellation);
        }
        catch (StartUpException e)
        {
            logger.ServiceLost(service.Name, e);
            state ??= died;
        }
    }

    /// <summary>Ends the service, if it is this host's.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        if (state is { IsAlive: true })
        {
            await DetachedProcess.StopAsync(state.Pid, StopGrace, cancellation);
        }

        state = null;
    }

    /// <summary>From now on the service isn't this host's to end.</summary>
    public void Forget() => state = null;

    private async Task<bool> AdoptAsync(ServiceState left, CancellationToken cancellation)
    {
        bool same = string.Equals(left.Command, CommandText(left.Port), StringComparison.Ordinal);
        if (same && await AnswersWithinAsync(left, AdoptLimit, cancellation))
        {
            state = left;
            Port = left.Port;
            return true;
        }

        await DetachedProcess.StopAsync(left.Pid, StopGrace, cancellation);
        return false;
    }

    // Between the look for a free port and the service's own use of it, anybody's connection may take it.
    private async Task StartOnFreeAsync(int? wanted, CancellationToken cancellation)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                await StartOnAsync(FreePort(tries == 1 ? wanted : null), cancellation);
                return;
            }
            catch (StartUpException) when (service.FixedPort is null && tries < MostPorts && File.Exists(Log) && File.ReadLines(Log).Any(line => line.Contains("already in use", StringComparison.OrdinalIgnoreCase)))
            {
            }
        }
    }

    private async Task StartOnAsync(int port, CancellationToken cancellation)
    {
        int pid = await DetachedProcess.StartAsync(service.Command(port), service.Folder, Log, cancellation);
        state = new ServiceState(pid, ProcessStamp.Of(pid) ?? "", port, CommandText(port));
        state.Write(StateFile);
        Port = port;
        if (!await AnswersWithinAsync(state, StartLimit, cancellation))
        {
            await StopAsync(cancellation);
            throw new StartUpException($"{service.Name} doesn't answer on port {port}; its log {Log} ends with: {LastLines()}");
        }
    }

    private async Task<bool> AnswersWithinAsync(ServiceState running, TimeSpan limit, CancellationToken cancellation)
    {
        for (long begun = time.GetTimestamp(); running.IsAlive && time.GetElapsedTime(begun) < limit; await Task.Delay(Poll, time, cancellation))
        {
            if (await service.AnswersAsync(running.Port, cancellation))
            {
                return true;
            }
        }

        return false;
    }

    // The threads of a killed process end one after the other, and hold its sockets until the last.
    private async Task SettleAsync(int port, CancellationToken cancellation)
    {
        for (long begun = time.GetTimestamp(); !LoopbackPort.IsFree(port) && time.GetElapsedTime(begun) < SettleLimit;)
        {
            await Task.Delay(Poll, time, cancellation);
        }
    }

    private int FreePort(int? wanted)
        => service.FixedPort is not int known ? LoopbackPort.Free(wanted)
            : LoopbackPort.IsFree(known) ? known
            : throw new StartUpException($"Port {known}, which {service.Name} is asked for on, is taken by another program.");

    private string CommandText(int port) => service.Command(port) is var command ? $"{command.File} {string.Join(' ', command.Arguments)}" : "";

    private string LastLines()
        => File.Exists(Log) ? string.Join(" | ", File.ReadLines(Log).Where(line => !string.IsNullOrWhiteSpace(line)).TakeLast(3)) : "(empty)";
}
