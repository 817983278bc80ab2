using System.Diagnostics;

namespace Notice.Bench.Processes;

/// <summary>A process that the benchmark started, and ends.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<string> log = new();
    private readonly Lock gate = new();
    private readonly string readyText;

    private ChildProcess(Process process, string readyText)
    {
        this.process = process;
        this.readyText = readyText;
    }

    public int Id => process.Id;

    /// <summary>Starts it, and returns when a line of its output holds <paramref name="readyText"/>.</summary>
    public static async Task<ChildProcess> StartAsync(string program, IEnumerable<string> arguments, string folder, string readyText, IReadOnlyDictionary<string, string>? environment = null)
    {
        ProcessStartInfo info = new(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            info.Environment[name] = value;
        }

        ChildProcess child = new(Process.Start(info)!, readyText);
        child.process.OutputDataReceived += (_, line) => child.Read(line.Data);
        child.process.ErrorDataReceived += (_, line) => child.Read(line.Data);
        child.process.BeginOutputReadLine();
        child.process.BeginErrorReadLine();
        Task exited = child.process.WaitForExitAsync();
        Task first = await Task.WhenAny(child.ready.Task, exited, Task.Delay(ReadyLimit, TimeProvider.System));
        if (first == child.ready.Task)
        {
            return child;
        }

        string said = child.Log();
        await child.DisposeAsync();
        throw new InvalidOperationException($"{program} did not say '{readyText}':\n{said}");
    }

    /// <summary>kill -9: the process alone, not what it has started.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, and kills it and what it started after ten seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            using Process? term = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            using CancellationTokenSource limit = new(TimeSpan.FromSeconds(10));
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }

        process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (gate)
        {
            log.Enqueue(line);
            if (log.Count > 60)
            {
                log.Dequeue();
            }
        }

        if (line.Contains(readyText, StringComparison.Ordinal))
        {
            ready.TrySetResult();
        }
    }

    public string Log()
    {
        lock (gate)
        {
            return string.Join('\n', log);
        }
    }
}
