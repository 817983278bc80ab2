using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace NoticeFunctions.Tests.Support.Platform;

/// <summary>One run of the app's process: what it says, and its ends.</summary>
internal sealed partial class AppProcess : IDisposable
{
    private const int Interrupt = 2;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LastLines = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(45);

    private static readonly KeyValuePair<string, string>[] WithoutKafka =
    [
        new("KafkaBrokers", ""), new("Events__Enabled", "false"), new("AzureWebJobs.AcceptFromKafka.Disabled", "true"), new("AzureWebJobs.RecordDeadLetters.Disabled", "true"),
    ];

    private readonly Process process;
    private readonly ConcurrentQueue<string> said = new();
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AppProcess(ProcessStartInfo start)
    {
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        TaskCompletionSource output = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource errors = new(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) => Hear(line.Data, output);
        process.ErrorDataReceived += (_, line) => Hear(line.Data, errors);

        // Its last lines may come after its end; a child that holds its console open must not hold up the test.
        process.Exited += (_, _) => _ = Task.WhenAny(Task.WhenAll(output.Task, errors.Task), Task.Delay(LastLines, TimeProvider.System))
            .ContinueWith(_ => exited.TrySetResult(), TaskScheduler.Default);
    }

    /// <summary>Every line on its console so far.</summary>
    public IReadOnlyList<string> Said => [.. said];

    /// <summary>The process's id.</summary>
    public int Id => process.Id;

    public int ExitCode => process.ExitCode;

    public bool IsAlive => !exited.Task.IsCompleted;

    /// <summary>Starts the app on a free port, as <c>dotnet run</c> does after its build.</summary>
    /// <param name="folder">The app.</param>
    /// <param name="settings">Settings in the environment, over those of the folder.</param>
    public static AppProcess Start(PlatformFolder folder, IEnumerable<KeyValuePair<string, string>> settings)
    {
        string[] command = [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", folder.App, "--port", "0"];

        // A shell's background job ignores SIGINT, and its children would too. GNU's env gives it back, and becomes the command itself.
        string[] whole = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", .. command] : command;
        ProcessStartInfo start = new(whole[0], whole[1..])
        {
            UseShellExecute = false,
            WorkingDirectory = folder.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What is set on this machine for another platform is not for this one.
        foreach (string name in start.Environment.Keys.Where(IsASetting).ToList())
        {
            start.Environment.Remove(name);
        }

        // It lives for seconds: to compile again what has been called 30 times would take more of the processor than it gains. The number is hexadecimal.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_TC_CallCountThreshold"] = "1000";

        // Who wants a broker says so: it would cost every other test its start.
        foreach ((string name, string value) in WithoutKafka.Concat(settings))
        {
            start.Environment[name] = value;
        }

        AppProcess app = new(start);
        app.process.Start();
        app.process.BeginOutputReadLine();
        app.process.BeginErrorReadLine();
        return app;
    }

    /// <summary>Where it listens, once it says so.</summary>
    public async Task<Uri> AddressAsync()
    {
        Task first = await Task.WhenAny(address.Task, exited.Task, Task.Delay(StartLimit, TimeProvider.System));
        return first == address.Task ? await address.Task : throw new InvalidOperationException($"The platform {(IsAlive ? "is not ready" : "ended at its start")}:\n{this}");
    }

    /// <summary>Ctrl-C; returns the exit code once it has drained and ended.</summary>
    public async Task<int> InterruptAsync()
    {
        if (SendSignal(process.Id, Interrupt) != 0)
        {
            throw new InvalidOperationException($"The platform could not be interrupted:\n{this}");
        }

        try
        {
            await exited.Task.WaitAsync(EndLimit, TimeProvider.System);
        }
        catch (TimeoutException late)
        {
            process.Kill();
            throw new InvalidOperationException($"The platform did not end after Ctrl-C:\n{this}", late);
        }

        return process.ExitCode;
    }

    /// <summary>kill -9: of this process alone, as a crash ends it.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await exited.Task.WaitAsync(EndLimit, TimeProvider.System);
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public Task EndedAsync() => exited.Task.WaitAsync(EndLimit, TimeProvider.System);

    public void Dispose() => process.Dispose();

    public override string ToString() => string.Join('\n', said.TakeLast(60));

    private static bool IsASetting(string name) =>
        new[] { "AzureWebJobs", "AzureFunctionsJobHost", "AZURE_FUNCTIONS_", "Redis", "Kafka", "Events_", "NoticeTopic", "Records_", "Retention_", "Sandbox_", "SendGrid_", "Delivery_", "Limits_", "Notices_", "Tokens_", "DataProtection_", "Users_", "Host_", "OTEL_" }
            .Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private void Hear(string? line, TaskCompletionSource end)
    {
        if (line is null)
        {
            end.TrySetResult();
            return;
        }

        said.Enqueue(line);
        if (line.StartsWith("Listening on ", StringComparison.Ordinal) && Base().Match(line) is { Success: true } match)
        {
            address.TrySetResult(new Uri(match.Value));
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Base();

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int processId, int signal);
}
