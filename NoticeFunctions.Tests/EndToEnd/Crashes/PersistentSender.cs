using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd.Crashes;

/// <summary>What a careful sender does: it asks again under the same Idempotency-Key until it has an answer.</summary>
internal sealed class PersistentSender(PlatformProcess platform)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentQueue<AcceptedNotice> accepted = [];

    /// <summary>What was answered 202.</summary>
    public IReadOnlyList<AcceptedNotice> Accepted => [.. accepted];

    /// <summary>Sends a notice that goes out at once.</summary>
    public Task SendAsync() => SendAsync(schedule: null, now => new AcceptedNotice("", now, TimeSpan.Zero, Count: 1));

    /// <summary>Sends a notice that goes out a second later.</summary>
    public Task SendDelayedAsync() => SendAsync(new JsonObject { ["delay"] = "PT1S" }, now => new AcceptedNotice("", now.AddSeconds(1), TimeSpan.Zero, Count: 1));

    /// <summary>Sends a notice that goes out every second, from half a second on.</summary>
    public Task SendCyclicAsync(int count)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        DateTimeOffset start = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond)).AddMilliseconds(500);
        return SendAsync(new JsonObject { ["every"] = "PT1S", ["start"] = start.ToString("O"), ["count"] = count }, _ => new AcceptedNotice("", start, TimeSpan.FromSeconds(1), count));
    }

    private async Task SendAsync(JsonObject? schedule, Func<DateTimeOffset, AcceptedNotice> describe)
    {
        string body = PlatformClient.Mail(PlatformClient.NewAddress(), schedule).ToJsonString();
        string key = $"{Guid.NewGuid():N}";
        AcceptedNotice notice = describe(TimeProvider.System.GetUtcNow());
        for (long begun = TimeProvider.System.GetTimestamp(); ; await Task.Delay(Pause, TimeProvider.System))
        {
            (string? id, string said) = await TryAsync(body, key);
            if (id is not null)
            {
                accepted.Enqueue(notice with { Id = id });
                return;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Patience, $"a post should have been answered: {said}");
        }
    }

    private async Task<(string? Id, string Said)> TryAsync(string body, string key)
    {
        try
        {
            PlatformAnswer answer = await new PlatformClient(platform.Http).PostAsync(body, key: key).WaitAsync(Answer, TimeProvider.System);
            if (answer.Status == HttpStatusCode.ServiceUnavailable)
            {
                return (null, answer.Text);
            }

            answer.Status.Should().Be(HttpStatusCode.Accepted, answer.Text);
            return (answer.Json["id"]!.GetValue<string>(), answer.Text);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or ObjectDisposedException or TimeoutException)
        {
            // Killed while it was asked, or not there yet.
            return (null, e.ToString());
        }
    }
}

/// <summary>A notice that was answered 202.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Start">When the first occurrence is due; for one without a cycle: not before this.</param>
/// <param name="Every">From one occurrence to the next.</param>
/// <param name="Count">How many occurrences there are.</param>
internal sealed record AcceptedNotice(string Id, DateTimeOffset Start, TimeSpan Every, int Count)
{
    public DateTimeOffset Due(int occurrence) => Start + (Every * (occurrence - 1));
}
