using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Orchestration;

/// <summary>
/// The life of a notice, one generation an occurrence (or a retry): wait until it is due, deliver on every channel, close, go on as new. It computes no schedule and does no I/O:
/// both are activities' work, whose results the history keeps.
/// </summary>
internal static class NoticeOrchestrator
{
    /// <summary>The orchestrator's name, in histories.</summary>
    public const string Name = "Notice";

    /// <summary>The event that says that there is a control to be followed; its payload is the controls' version.</summary>
    public const string ControlEvent = "Control";

    /// <summary>The longest wait of one generation: the real engine cuts timers every three days, and each cut is history.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(30);

    // The first versions of the orchestrator that have only so many parts under way: in all, and of each channel.
    private const string Bounded = "1.1";
    private const string ByChannel = "1.2";

    // For crashes and for stores that are away (a week of them), not for providers that refuse: those attempts are counted in the records.
    private static readonly TaskOptions ThroughCrashes = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 2000, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(5)));

    /// <summary>Runs one generation.</summary>
    /// <returns>As what the notice has ended; null when it goes on as new.</returns>
    /// <exception cref="RecordLostException">The record is gone: the instance fails and says so.</exception>
    [Function(Name)]
    public static async Task<string?> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        NoticeTurn turn = context.GetInput<NoticeTurn>() ?? throw new InvalidOperationException("A notice's orchestration needs its turn as input.");
        Wake wake = await WaitAsync(context, turn.IsHeld ? DateTime.MaxValue : turn.Due.UtcDateTime);
        if (wake == Wake.Longest)
        {
            context.ContinueAsNew(turn);
            return null;
        }

        Firing firing = turn.Fire(context.InstanceId, new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero));
        Closing closing = wake == Wake.Control
            ? await context.CallActivityAsync<Closing>(DeliveryActivities.FollowControl, firing, ThroughCrashes)
            : await DeliverAsync(context, turn, firing);
        if (closing.RecordLost)
        {
            throw new RecordLostException();
        }

        if (closing.Upcoming is not { } upcoming)
        {
            return closing.Ended is { } status ? Names.Of(status) : null;
        }

        context.ContinueAsNew(turn.Then(upcoming));
        return null;
    }

    /// <summary>
    /// Waits for the due instant, for a control, or for the longest wait. A timer of the real engine may fire up to a second early, so the clock is asked and not the timer.
    /// A control that comes after the timer is no loss: a firing follows whatever controls there are.
    /// </summary>
    private static async Task<Wake> WaitAsync(TaskOrchestrationContext context, DateTime due)
    {
        DateTime longest = context.CurrentUtcDateTime + LongestWait;
        DateTime wake = due < longest ? due : longest;
        if (context.CurrentUtcDateTime < wake)
        {
            using CancellationTokenSource over = new();
            Task<int> control = context.WaitForExternalEvent<int>(ControlEvent, over.Token);
            while (context.CurrentUtcDateTime < wake)
            {
                if (await Task.WhenAny(context.CreateTimer(wake, over.Token), control) == control)
                {
                    // On this very thread: CancelAsync would go on elsewhere, outside the turn.
                    over.Cancel();
                    return Wake.Control;
                }
            }

            over.Cancel();
        }

        return wake == due ? Wake.Due : Wake.Longest;
    }

    private static async Task<Closing> DeliverAsync(TaskOrchestrationContext context, NoticeTurn turn, Firing firing)
    {
        Reach reach = turn.Reach ?? new Reach(turn.Channels, First: 0, turn.Recipients);

        // An activity with an output binding of its own (WebSocket) hands no result to its orchestrator, so it can't close.
        if (reach is { Channels: [not Channel.WebSocket], Count: <= NoticeTurn.ChunkSize })
        {
            DeliveryOrder all = new(firing, reach.First, reach.Count, Closes: true);
            return await context.CallActivityAsync<Closing>(DeliveryActivities.NameFor(reach.Channels[0]), all, ThroughCrashes);
        }

        await DeliverPartsAsync(context, reach, firing);
        return await context.CallActivityAsync<Closing>(DeliveryActivities.CloseOccurrence, firing, ThroughCrashes);
    }

    /// <summary>
    /// Delivers part by part, one at a time of each channel (of a channel by itself two): a slow provider holds up no other channel, and what a notice to thousands has under way is all that it
    /// may keep of the host's memory, its places for activities and the store's time.
    /// Instances that began with an earlier version go on as their histories have it: with all parts under way at once (1.0), or with two in all, whatever their channels (1.1).
    /// </summary>
    private static async Task DeliverPartsAsync(TaskOrchestrationContext context, Reach reach, Firing firing)
    {
        int[] firsts = [.. Enumerable.Range(0, (reach.Count + NoticeTurn.ChunkSize - 1) / NoticeTurn.ChunkSize).Select(chunk => chunk * NoticeTurn.ChunkSize)];
        bool isTwoInAll = firsts.Length > 1 && context.CompareVersionTo(Bounded) >= 0 && context.CompareVersionTo(ByChannel) < 0;
        int atATime = context.CompareVersionTo(Bounded) < 0 ? int.MaxValue : isTwoInAll || reach.Channels.Count == 1 ? 2 : 1;
        IEnumerable<(Channel Channel, int First)>[] lines = isTwoInAll
            ? [from first in firsts from channel in reach.Channels select (channel, first)]
            : [.. from channel in reach.Channels select from first in firsts select (channel, first)];
        await Task.WhenAll(lines.Select(DeliverLineAsync));

        async Task DeliverLineAsync(IEnumerable<(Channel Channel, int First)> parts)
        {
            List<Task> all = [];
            List<Task> underway = [];
            foreach ((Channel channel, int first) in parts)
            {
                if (underway.Count == atATime)
                {
                    underway.Remove(await Task.WhenAny(underway));
                }

                DeliveryOrder part = new(firing, reach.First + first, Math.Min(NoticeTurn.ChunkSize, reach.Count - first), Closes: false);
                Task delivering = context.CallActivityAsync(DeliveryActivities.NameFor(channel), part, ThroughCrashes);
                underway.Add(delivering);
                all.Add(delivering);
            }

            await Task.WhenAll(all);
        }
    }

    private enum Wake
    {
        Due,
        Control,
        Longest,
    }
}
