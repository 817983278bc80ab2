using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NoticeFunctions.Channels;
using NoticeFunctions.Channels.Attachments;
using NoticeFunctions.Controls;
using NoticeFunctions.Notices;
using NoticeFunctions.Orchestration;
using NoticeFunctions.Records;
using NoticeFunctions.Records.Suppressions;
using NoticeFunctions.Schedules;
using NoticeFunctions.Telemetry;
using NoticeFunctions.Tests.Channels;
using NoticeFunctions.Tests.Channels.Attachments;
using NoticeFunctions.Tests.LocalHost.Engine;
using NoticeFunctions.Tests.Records.InMemory;

namespace NoticeFunctions.Tests.Orchestration;

/// <summary>The app's own orchestrator and activities on the real engine in virtual time, with records in memory and a provider that a test scripts.</summary>
internal sealed class NoticeHarness : IAsyncDisposable
{
    /// <summary>The version of the orchestrator that new instances get, as in host.json.</summary>
    public const string Version = "1.2";

    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly NoticeMetrics metrics;

    private NoticeHarness(
        int maxAttempts, int firingsPerHour, Func<TimeProvider, INoticeStore>? records, Func<TimeProvider, IProviders>? providers, ISuppressions? suppressions, string version)
    {
        Engine = new EngineHarness { Options = new() { ExtendedSessions = true, DefaultVersion = version } };
        Store = new InMemoryNoticeStore(Time);
        Records = records?.Invoke(Time) ?? Store;
        Provider = new ScriptedProvider(Time);
        Brakes = new Brakes(BrakeStore, Time);
        IOptions<RecordsOptions> key = Options.Create(new RecordsOptions { AddressKey = Convert.ToBase64String(new byte[32]) });
        AddressHasher addresses = new(key);
        Unsubscribing = new UnsubscribeTokens(key, Time);
        Subscriptions = new UnsubscribeLinks(Unsubscribing, addresses, Options.Create(new SubscriptionOptions { Categories = ["news"] }));
        Suppressions = new SuppressionList(suppressions ?? SuppressionStore, addresses, Time);
        Events = new ProviderEvents(Records, EventStore, Suppressions, Time, NullLogger<ProviderEvents>.Instance);
        AttachmentStore = new InMemoryAttachments(Time);
        Attachments = new AttachmentLoader(AttachmentStore, FileStub.Fetcher());
        Tokens = new AcknowledgeTokens(Options.Create(new RecordsOptions { AddressKey = Convert.ToBase64String(new byte[32]) }), Time);
        metrics = new NoticeMetrics(services.GetRequiredService<IMeterFactory>());
        IOptions<DeliveryOptions> delivery = Options.Create(new DeliveryOptions { MaxAttempts = maxAttempts });
        PatientStore patient = new(Time, NullLogger<PatientStore>.Instance);
        AttemptRecorder recorder = new(new RetryDelay(new Random(1)), delivery);
        Deliverer deliverer = new(
            Records,
            providers?.Invoke(Time) ?? FixedRouting.To(Provider),
            new Handover(recorder, Subscriptions, metrics, Time, NullLogger<Handover>.Instance),
            recorder,
            patient,
            new AcknowledgeLinks(Tokens),
            Attachments,
            Suppressions,
            Brakes,
            delivery,
            metrics,
            Time,
            NullLogger<Deliverer>.Instance);
        Closer closer = new(Records, patient, Brakes, Options.Create(new LimitOptions { FiringsPerHour = firingsPerHour }), metrics, Time, NullLogger<Closer>.Instance);
        Activities = new DeliveryActivities(deliverer, closer, new SlowLane(TimeProvider.System));
        Starter = new NoticeStarter(Records, Time, NullLogger<NoticeStarter>.Instance);
        Engine.Orchestrator(NoticeOrchestrator.Name, async context => await NoticeOrchestrator.RunAsync(context));
        Engine.Activity<DeliveryOrder>("DeliverEmail", async order => await AfterAsync(await Activities.DeliverEmailAsync(order, CancellationToken.None)));
        Engine.Activity<DeliveryOrder>("DeliverSms", async order => await AfterAsync(await Activities.DeliverSmsAsync(order, CancellationToken.None)));
        Engine.Activity<DeliveryOrder>("DeliverWebSocket", async order =>
        {
            // What goes to an output binding is no result.
            Pushes.Enqueue(await Activities.DeliverWebSocketAsync(order, CancellationToken.None));
            return await AfterAsync(null);
        });
        Engine.Activity<DeliveryOrder>("DeliverApp", async order => await AfterAsync(await Activities.DeliverAppAsync(order, CancellationToken.None)));
        Waker = new NoticeWaker(Time, NullLogger<NoticeWaker>.Instance);
        Controls = new NoticeControls(Records, Waker, Time, NullLogger<NoticeControls>.Instance);
        Engine.Activity<Firing>("FollowControl", async firing => await AfterAsync(await Activities.FollowControlAsync(firing, CancellationToken.None)));
        Engine.Activity<Firing>("CloseOccurrence", async firing => await AfterAsync(await Activities.CloseOccurrenceAsync(firing, CancellationToken.None)));
    }

    /// <summary>A harness whose engine runs.</summary>
    public static async Task<NoticeHarness> StartAsync(
        int maxAttempts = 8,
        int firingsPerHour = 7200,
        Func<TimeProvider, INoticeStore>? records = null,
        Func<TimeProvider, IProviders>? providers = null,
        ISuppressions? suppressions = null,
        string version = Version)
    {
        NoticeHarness harness = new(maxAttempts, firingsPerHour, records, providers, suppressions, version);
        await harness.Engine.StartAsync();
        return harness;
    }

    public EngineHarness Engine { get; }

    public FakeTimeProvider Time => Engine.Time;

    /// <summary>The records, unless a test brings its own.</summary>
    public InMemoryNoticeStore Store { get; }

    /// <summary>The records in use.</summary>
    public INoticeStore Records { get; }

    public ScriptedProvider Provider { get; }

    public DeliveryActivities Activities { get; }

    public NoticeStarter Starter { get; }

    public NoticeWaker Waker { get; }

    public AcknowledgeTokens Tokens { get; }

    public InMemoryBrakes BrakeStore { get; } = new();

    public Brakes Brakes { get; }

    public NoticeControls Controls { get; }

    /// <summary>What WebSocket activities have handed to SignalR.</summary>
    public ConcurrentQueue<WebSocketPush> Pushes { get; } = new();

    public InMemoryProviderEvents EventStore { get; } = new();

    public ProviderEvents Events { get; }

    public InMemorySuppressions SuppressionStore { get; } = new();

    public SuppressionList Suppressions { get; }

    public UnsubscribeTokens Unsubscribing { get; }

    /// <summary>Category news is a subscription.</summary>
    public UnsubscribeLinks Subscriptions { get; }

    public InMemoryAttachments AttachmentStore { get; }

    public AttachmentLoader Attachments { get; }

    /// <summary>Called after each activity with its result: a test may lose it, as a crash does.</summary>
    public Func<object?, object?> AfterActivity { get; set; } = result => result;

    public Notice Compose(NoticeSchedule? schedule = null, IReadOnlyList<Recipient>? to = null, params Channel[] channels)
    {
        DateTimeOffset now = Time.GetUtcNow();
        string id = NoticeIds.New(Time);
        return new Notice(
            "orders",
            id,
            "Title",
            new NoticeContent("Text"),
            to ?? [new Recipient(Email: "ann@example.com")],
            channels.Length == 0 ? [Channel.Email] : channels,
            schedule,
            Priority.Normal,
            Category: null,
            Metadata: null,
            now,
            NoticePlan.From(schedule, now, id).First!.Value.Due,
            TraceParent: null);
    }

    /// <summary>Reserves and starts, and waits until nothing happens without the clock.</summary>
    public async Task<Notice> PostAsync(NoticeSchedule? schedule = null, IReadOnlyList<Recipient>? to = null, params Channel[] channels)
    {
        Notice notice = Compose(schedule, to, channels);
        await Store.ReserveAsync(notice, fingerprint: null, CancellationToken.None);
        (await Starter.StartAsync(Engine.Client, notice, CancellationToken.None)).Should().BeTrue();
        await Engine.Engine.WhenIdleAsync();
        return notice;
    }

    /// <summary>Controls a notice as its application does, and waits until nothing happens without the clock.</summary>
    public async Task<ControlResult> ControlAsync(Notice notice, ControlKind kind, NoticeSchedule? schedule = null, string? key = null)
    {
        ControlResult? result = await Controls.ControlAsync(Engine.Client, notice.Key, new ControlRequest(kind, notice.Application, "because", schedule, Key: key), CancellationToken.None);
        await Engine.Engine.WhenIdleAsync();
        return result!;
    }

    /// <summary>Moves the clock from timer to timer until the orchestration ends.</summary>
    public async Task<OrchestrationMetadata> RunToEndAsync(Notice notice)
    {
        while (await Engine.GetAsync(notice.Id) is { IsCompleted: false })
        {
            await Engine.AdvanceToNextTimerAsync();
        }

        return await Engine.GetAsync(notice.Id);
    }

    public async Task<NoticeProgress> ProgressAsync(Notice notice) => (await Store.GetAsync(notice.Key, CancellationToken.None))!.Progress;

    public async Task<IReadOnlyList<Delivery>> DeliveriesAsync(Notice notice)
    {
        List<Delivery> all = [];
        string? continuation = null;
        do
        {
            Page<Delivery> page = (await Store.GetDeliveriesAsync(notice.Key, 200, continuation, CancellationToken.None))!;
            all.AddRange(page.Items);
            continuation = page.Continuation;
        }
        while (continuation is not null);

        all.Reverse();
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        Attachments.Dispose();
        metrics.Dispose();
        await services.DisposeAsync();
    }

    private Task<object?> AfterAsync(object? result) => Task.FromResult(AfterActivity(result));
}
