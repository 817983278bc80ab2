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
    await using UserConnection page = await UserConnection.OpenAsync(http, platform.Application, SampleNotices.User, interrupted.Token);
    Watched push = await SampleNotices.PushAsync(client, interrupted.Token);
    IReadOnlyList<Watched> posted = [push, .. await SampleNotices.PostAsync(client, interrupted.Token)];
    IAsyncEnumerable<IReadOnlyList<Watched>> states = Watch.UntilEndedAsync(client, posted, patience: TimeSpan.FromMinutes(1), interrupted.Token);
    IReadOnlyList<Watched> ended = AnsiConsole.Profile.Out.IsTerminal
        ? await LiveTable.ShowAsync(AnsiConsole.Console, states)
        : await PlainLines.ShowAsync(Console.WriteLine, states);

    PushedNotice? shown = await page.ReceiveAsync(push.Heard.Id, patience: TimeSpan.FromSeconds(10), interrupted.Token);
    Console.WriteLine(shown is null ? "Nothing was pushed to the open page." : $"On {SampleNotices.User}'s open page: {shown.Title}. {shown.Content}");
    List<Watched> missing = [.. ended.Where(notice => !notice.HasArrived)];
    missing.ForEach(notice => Console.Error.WriteLine(Wording.WhyNot(notice)));
    bool arrived = missing.Count == 0 && shown is not null;
    Console.WriteLine(arrived ? "All have arrived." : "Not all have arrived.");
    return arrived ? 0 : 1;
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
