using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using NoticeFunctions.Records.Redis;
using StackExchange.Redis;

namespace NoticeFunctions.Tests.Support;

/// <summary>A server of the records' protocol for the whole test run: started by the first test that asks for it, on a free loopback port, with its data in a folder of its own.</summary>
public abstract class RecordsServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly Lazy<Task<(Process Process, IConnectionMultiplexer Connection)>> running;
    private readonly string folder = Directory.CreateTempSubdirectory("notice-records-").FullName;

    protected RecordsServer() => running = new(StartAsync);

    /// <summary>An open connection. The calling test is skipped, with the reason, where the program is missing.</summary>
    public async Task<IConnectionMultiplexer> ConnectAsync()
    {
        string? missing = await MissingAsync();
        Assert.SkipWhen(missing is not null, missing ?? "");
        return (await running.Value).Connection;
    }

    /// <summary>The connection string for connections of one's own.</summary>
    public async Task<string> ConnectionStringAsync() => (await ConnectAsync()).Configuration;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (running.IsValueCreated)
        {
            (Process process, IConnectionMultiplexer connection) = await running.Value;
            await connection.DisposeAsync();
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Why the program can't be started here, or null.</summary>
    protected abstract Task<string?> MissingAsync();

    /// <summary>How to start it.</summary>
    protected abstract ProcessStartInfo Command(int port, string dataFolder);

    private async Task<(Process Process, IConnectionMultiplexer Connection)> StartAsync()
    {
        int port = FreePort();
        ProcessStartInfo command = Command(port, folder);
        command.RedirectStandardOutput = true;
        command.RedirectStandardError = true;
        Process process = Process.Start(command) ?? throw new InvalidOperationException($"{command.FileName} did not start.");
        ConcurrentLog log = new(process);
        long started = Stopwatch.GetTimestamp();

        // As the app connects, which does not mind that the server is not up yet. A short connect timeout makes it look again often.
        ConnectionMultiplexer connection = RedisConnection.Open(new RedisOptions { ConnectionString = $"127.0.0.1:{port},connectTimeout=500" });
        while (!await AnswersAsync(connection))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(started) > StartLimit)
            {
                await connection.DisposeAsync();
                process.Kill(entireProcessTree: true);
                throw new InvalidOperationException($"{command.FileName} did not come up:\n{log}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        return (process, connection);
    }

    private static async Task<bool> AnswersAsync(ConnectionMultiplexer connection)
    {
        try
        {
            await connection.GetDatabase().PingAsync();
            return true;
        }
        catch (Exception e) when (e is RedisException or RedisTimeoutException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>What a process says; also keeps it from blocking on a full pipe.</summary>
    private sealed class ConcurrentLog
    {
        private readonly Lock gate = new();
        private readonly Queue<string> lines = new();

        public ConcurrentLog(Process process)
        {
            process.OutputDataReceived += (_, line) => Add(line.Data);
            process.ErrorDataReceived += (_, line) => Add(line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }

        public override string ToString()
        {
            lock (gate)
            {
                return string.Join('\n', lines);
            }
        }

        private void Add(string? line)
        {
            lock (gate)
            {
                lines.Enqueue(line ?? "");
                if (lines.Count > 100)
                {
                    lines.Dequeue();
                }
            }
        }
    }
}
