using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tests.Records.InMemory;

internal sealed partial class InMemoryNoticeStore
{
    private readonly Dictionary<NoticeKey, NoticeControl> controls = [];
    private readonly Dictionary<NoticeKey, List<LogEntry>> logs = [];
    private readonly Dictionary<NoticeKey, DateTimeOffset> unfollowed = [];

    /// <summary>Called before deliveries are entered as in flight: a test may let a control come in between.</summary>
    public Func<Task> BeforeBegin { get; set; } = () => Task.CompletedTask;

    /// <summary>The same, before an occurrence is closed.</summary>
    public Func<Task> BeforeClose { get; set; } = () => Task.CompletedTask;

    /// <summary>The same, before an activity asks whether a control has come while it sends.</summary>
    public Func<Task> BeforeVersion { get; set; } = () => Task.CompletedTask;

    public async Task<bool> AdvanceAsync(OccurrenceState state, IReadOnlyCollection<Delivery> deliveries, CancellationToken cancellation)
    {
        await SaveDeliveriesAsync(state.Notice, deliveries, change: null, cancellation);
        await BeforeVersion();
        return await Locked(() => VersionOf(state.Notice.Key)) == (state.Control?.Version ?? 0);
    }

    public Task<ControlOutcome?> ControlAsync(NoticeKey key, Func<NoticeRecord, ControlChange?> decide, CancellationToken cancellation) => Locked(() =>
    {
        if (Find(key) is not { } record)
        {
            return null;
        }

        if (decide(record) is not { } change)
        {
            return new ControlOutcome(record, IsChanged: false);
        }

        controls[key] = change.Control;
        progresses[key] = change.Ended ?? record.Recorded;
        LogOf(key).Add(change.Entry);
        unfollowed[key] = time.GetUtcNow();
        if (change.Ended is not null)
        {
            expiries[key] = time.GetUtcNow() + retention;
        }

        return new ControlOutcome(Find(key)!, IsChanged: true);
    });

    public Task<IReadOnlyList<NoticeRecord>> FindUnfollowedAsync(TimeSpan olderThan, int limit, CancellationToken cancellation) => Locked(() =>
        (IReadOnlyList<NoticeRecord>)
        [
            .. unfollowed.Where(mark => mark.Value <= time.GetUtcNow() - olderThan).OrderBy(mark => mark.Value).Select(mark => Find(mark.Key)).OfType<NoticeRecord>()
                .Where(record => record.Control!.Version > record.Recorded.Control && !(record.Recorded.Ended < time.GetUtcNow() - TimeSpan.FromHours(1))).Take(limit),
        ]);

    public Task<Page<LogEntry>?> GetLogAsync(NoticeKey key, int limit, string? continuation, CancellationToken cancellation) =>
        Locked(() => Find(key) is { } record ? LogPage.Of(record, LogOf(key), limit, continuation) : null);

    public async Task<bool> BeginAsync(OccurrenceState state, IReadOnlyCollection<Delivery> deliveries, NoticeProgress? delivering, CancellationToken cancellation)
    {
        await BeforeBegin();
        return await Locked(() =>
        {
            NoticeKey key = state.Notice.Key;
            bool hasEnded = progresses.TryGetValue(key, out NoticeProgress? progress) && progress.HasEnded;
            if (state.IsFresh && (hasEnded || VersionOf(key) != (state.Control?.Version ?? 0)))
            {
                return false;
            }

            foreach (Delivery delivery in deliveries)
            {
                this.deliveries[PlaceOf(state.Notice, delivery)] = new(delivery, Expires: null);
            }

            progresses[key] = delivering ?? progress ?? state.Recorded with { Status = NoticeStatus.Delivering };
            return VersionOf(key) == (state.Control?.Version ?? 0);
        });
    }

    private bool Watch(NoticeKey key, ProgressChange change)
    {
        if (change is { IsWatched: true, Entry: { } entry })
        {
            LogOf(key).Add(entry);
        }

        return !change.IsWatched || VersionOf(key) == (change.Control?.Version ?? 0);
    }

    private List<LogEntry> LogOf(NoticeKey key)
    {
        if (!logs.TryGetValue(key, out List<LogEntry>? log))
        {
            logs.Add(key, log = []);
        }

        return log;
    }

    private int VersionOf(NoticeKey key) => controls.GetValueOrDefault(key)?.Version ?? 0;
}
