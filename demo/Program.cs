using System.Runtime.InteropServices;
using System.Text.Json;
using NoticeDemo;
using NoticeDemo.Client;
using NoticeDemo.Platform;
using NoticeDemo.Showcase;
using Spectre.Console;

if (DemoOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(DemoOptions.Usage);
    return 2;
}

using CancellationTokenSource interrupted = new();
void Interrupt(PosixSignalContext signal)
{
    signal.Cancel = true;
    interrupted.Cancel();
}

using PosixSignalRegistration onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using PosixSignalRegistration onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);

try
{
    await using PlatformConnection platform = await PlatformConnection.OpenAsync(options.Url, Console.WriteLine, interrupted.Token);
    using HttpClient http = platform.Authenticated();
    NoticeClient client = new(http);
    IReadOnlyList<Watched> posted = await ThreeNotices.PostAsync(client, interrupted.Token);
    IAsyncEnumerable<IReadOnlyList<Watched>> states = Watch.UntilEndedAsync(client, posted, patience: TimeSpan.FromMinutes(1), interrupted.Token);
    IReadOnlyList<Watched> ended = AnsiConsole.Profile.Out.IsTerminal
        ? await LiveTable.ShowAsync(AnsiConsole.Console, states)
        : await PlainLines.ShowAsync(Console.WriteLine, states);

    List<Watched> missing = [.. ended.Where(notice => !notice.HasArrived)];
    missing.ForEach(notice => Console.Error.WriteLine(Wording.WhyNot(notice)));
    Console.WriteLine(missing.Count == 0 ? "All have arrived." : "Not all have arrived.");
    return missing.Count == 0 ? 0 : 1;
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    return 130;
}
catch (Exception e) when (e is PlatformException or NoticeApiException or HttpRequestException or JsonException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
