using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NoticeDemo.Platform;

/// <summary>The platform as a child process: <c>dotnet run --project NoticeFunctions</c>, ended with the demo.</summary>
internal sealed partial class PlatformProcess : IAsyncDisposable
{
    private const int Terminate = 15;
    private const int KeptLines = 30;
    private static readonly TimeSpan Draining = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly ConcurrentQueue<string> latest = new();
    private readonly TaskCompletionSource exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Action<string>? listener;

    private PlatformProcess(ProcessStartInfo start, Action<string> listener)
    {
        this.listener = listener;
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        // Not WaitForExitAsync: that waits for the end of the output too, which a build server may hold open for minutes.
        process.Exited += (_, _) => exited.TrySetResult();
    }

    /// <summary>Done when the platform has ended.</summary>
    public Task Exited => exited.Task;

    /// <summary>The last lines that it wrote.</summary>
    public IReadOnlyCollection<string> LatestLines => latest;

    /// <summary>Starts the platform on a port of this machine.</summary>
    /// <param name="repository">The folder that holds the solution.</param>
    /// <param name="port">Where it shall listen.</param>
    /// <param name="onLine">Gets each line that it writes, until <see cref="StopListening"/>.</param>
    public static PlatformProcess Start(DirectoryInfo repository, int port, Action<string> onLine)
    {
        // The SDK that runs this demo, also where another one comes first in the path.
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        ProcessStartInfo start = new(dotnet, ["run", "--project", "NoticeFunctions", "--", "--port", $"{port}"])
        {
            UseShellExecute = false,
            WorkingDirectory = repository.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        PlatformProcess platform = new(start, onLine);
        platform.process.Start();
        platform.process.BeginOutputReadLine();
        platform.process.BeginErrorReadLine();
        return platform;
    }

    /// <summary>From now on the lines are only kept.</summary>
    public void StopListening() => listener = null;

    /// <summary>Asks the platform to drain and end, as Ctrl-C does, and waits for it; what does not end in time is killed.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!process.HasExited && !AskToEnd())
            {
                process.Kill(entireProcessTree: true);
            }

            await exited.Task.WaitAsync(Draining, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
        }
        finally
        {
            process.Dispose();
        }
    }

    // .NET can only kill; `dotnet run` passes SIGTERM on to the host, which drains. Windows has no such signal.
    private bool AskToEnd() => !OperatingSystem.IsWindows() && SendSignal(process.Id, Terminate) == 0;

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        latest.Enqueue(line);
        while (latest.Count > KeptLines)
        {
            latest.TryDequeue(out _);
        }

        listener?.Invoke(line);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int processId, int signal);
}
