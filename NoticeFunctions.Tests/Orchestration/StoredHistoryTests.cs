using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;
using NoticeFunctions.Channels;
using NoticeFunctions.LocalHost.Engine.Execution;
using NoticeFunctions.LocalHost.Engine.History;
using NoticeFunctions.Notices;
using NoticeFunctions.Orchestration;
using NoticeFunctions.Tests.LocalHost.Engine;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.Orchestration;

/// <summary>
/// Histories that instances of earlier days have written, replayed against today's orchestrator: what fails here would fail in every
/// notice that is under way when this code is deployed. A new version of the orchestrator gets a folder of its own, and the old ones stay.
/// </summary>
public sealed class StoredHistoryTests
{
    private const string Version = NoticeHarness.Version;
    private static readonly string Folder = Path.Combine(SourceTree.Root, "NoticeFunctions.Tests", "Orchestration", "histories");

    public static TheoryData<string> Stored =>
        [.. Directory.EnumerateFiles(Folder, "*.ndjson", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Stored))]
    public void Every_stored_history_still_replays(string file)
    {
        OrchestrationSession session = Replay(File.ReadLines(Path.Combine(Folder, file)));

        session.Fault.Should().BeNull();
        session.EndTurn().Requests.Should().BeEmpty("the history holds all that the code asks for");
    }

    [Fact]
    public void A_history_that_the_orchestrator_did_not_write_is_found_out()
    {
        IEnumerable<string> changed = File.ReadLines(Path.Combine(Folder, Version, "immediate.ndjson"))
            .Select(line => line.Replace("DeliverEmail", "DeliverFax", StringComparison.Ordinal));

        Replay(changed).Fault.Should().BeOfType<NonDeterministicOrchestrationException>();
    }

    [Fact]
    public async Task Todays_histories_are_those_that_are_stored_for_this_version()
    {
        await RecordAsync("immediate", harness => harness.PostAsync());
        await RecordAsync("waiting", harness => harness.PostAsync(new NoticeSchedule(At: EngineHarness.Epoch.AddDays(3))));
        await RecordAsync("second-occurrence", async harness =>
        {
            Notice notice = await harness.PostAsync(new NoticeSchedule(Every: "P1D", Count: 3));
            await harness.Engine.AdvanceAsync(TimeSpan.FromHours(1));
            return notice;
        });
        await RecordAsync("three-channels", harness => harness.PostAsync(
            to: [new Recipient(Email: "ann@example.com", Phone: "+14155550100", User: "ann")], channels: [Channel.Email, Channel.Sms, Channel.WebSocket]));
        await RecordAsync("many-at-once", ToManyAsync, "1.0");
        await RecordAsync("many", ToManyAsync, "1.1", isOrdered: false);
        await RecordAsync("many", ToManyAsync, isOrdered: false);
        await RecordAsync("escalating", async harness =>
        {
            Notice notice = harness.Compose(to: [new Recipient(Email: "ann@example.com"), new Recipient(Phone: "+14155550100")]) with
            {
                StopWhenAcknowledged = AcknowledgementRule.Any,
                Escalate = [new EscalationStep("PT30M", new Reach([Channel.Sms], 1, 1))],
                Escalated = 1,
            };
            await harness.Store.ReserveAsync(notice, fingerprint: null, CancellationToken.None);
            await harness.Starter.StartAsync(harness.Engine.Client, notice, CancellationToken.None);
            await harness.Engine.Engine.WhenIdleAsync();
            await harness.Engine.AdvanceAsync(TimeSpan.FromMinutes(30));
            return notice;
        });
        await RecordAsync("waiting-for-a-retry", harness =>
        {
            harness.Provider.Answer = (_, _) => ProviderOutcome.Transient("busy");
            return harness.PostAsync();
        });
    }

    /// <summary>To 3,000 on two channels, in six parts: more than are under way at a time. Every five hundredth can be reached.</summary>
    private static Task<Notice> ToManyAsync(NoticeHarness harness) => harness.PostAsync(
        to: [.. Enumerable.Range(0, 3000).Select(number => number % 500 == 0 ? new Recipient(Email: $"user{number}@example.com", Phone: $"+1415555{number:0000}") : new Recipient(User: "nobody"))],
        channels: [Channel.Email, Channel.Sms]);

    private static OrchestrationSession Replay(IEnumerable<string> lines)
    {
        EngineHarness functions = new EngineHarness().Orchestrator(NoticeOrchestrator.Name, async context => await NoticeOrchestrator.RunAsync(context));
        SessionServices services = new(functions, JsonDataConverter.Default, NullLoggerFactory.Instance, Version);
        OrchestrationSession session = new(services, "00000000000000000000000000000000", () => { });
        session.Replay(HistoryDump.FromLines(lines));
        return session;
    }

    /// <summary>Runs a notice as far as <paramref name="act"/> takes it, and compares the kinds of its events with the stored file.</summary>
    private static async Task RecordAsync(string name, Func<NoticeHarness, Task<Notice>> act, string version = Version, bool isOrdered = true)
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync(version: version);
        Notice notice = await act(harness);
        byte[] history = (await harness.Engine.Engine.GetHistoryAsync(notice.Id, CancellationToken.None))!;
        string[] lines = [.. HistoryDump.ToLines(history)];
        string file = Path.Combine(Folder, version, name + ".ndjson");
        if (Environment.GetEnvironmentVariable("NOTICE_STORE_HISTORIES") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllLinesAsync(file, lines);
        }

        Replay(lines).Fault.Should().BeNull();

        // Of parts that follow on others' ends, which end comes first is chance, too.
        IEnumerable<string> kinds = isOrdered ? Kinds(lines) : Kinds(lines).Order(StringComparer.Ordinal);
        IEnumerable<string> stored = Kinds(await File.ReadAllLinesAsync(file));
        kinds.Should().Equal(isOrdered ? stored : stored.Order(StringComparer.Ordinal), "a history of another shape needs a new version of the orchestrator");
    }

    /// <summary>Which completions fall into one turn is the scheduler's chance, so the turns' own marks are left out.</summary>
    private static IEnumerable<string> Kinds(IEnumerable<string> lines) =>
        lines.Select(line => line.Split('"')[3]).Where(kind => kind != nameof(TurnStarted));
}
