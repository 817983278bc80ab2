using System.Globalization;
using System.Text.Json.Nodes;
using NoticeFunctions.Tests.EndToEnd.Crashes;
using NoticeFunctions.Tests.Support;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd.Kafka;

/// <summary>Notices that a number tells apart, sent over Kafka, and whether each of them has become of it what should: one notice, and one mail.</summary>
/// <param name="platform">The platform.</param>
/// <param name="authorization">Whose they are; null: client admin's.</param>
internal sealed class NumberedNotices(KafkaPlatform platform, string? authorization = null)
{
    private const string Category = "numbered";
    private const string Domain = "@numbered.example.com";

    private readonly string authorization = authorization ?? platform.Authorization;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many mails the provider has got.</summary>
    public int Arrived => platform.Process.SendGrid.Calls.Count;

    /// <summary>Sends so many more, side by side, each under a key of its own; each task ends when the brokers have its message.</summary>
    public Task[] Send(int more)
    {
        int first = Count;
        Count += more;
        return [.. Enumerable.Range(first, more).Select(SendAsync)];
    }

    /// <summary>Waits until all have ended; fails if one of them was lost or doubled. What was on its way to the provider at a kill may have gone out again, if it says so.</summary>
    /// <param name="kills">The kills so far; null: none.</param>
    /// <returns>How many mails have gone out again.</returns>
    public async Task<int> HoldAsync(IReadOnlyList<Kill>? kills = null)
    {
        IReadOnlyList<JsonObject> notices = await EndedAsync();
        notices.Select(NumberOf).Order().Should().Equal(Enumerable.Range(0, Count), "each message is one notice");
        notices.Where(notice => notice["status"]!.GetValue<string>() != "completed" || notice["counts"]!["email"]!["sent"]?.GetValue<int>() != 1).Should().BeEmpty("each is one mail");

        Dictionary<string, int> mails = Calls.SelectMany(call => call.Deliveries).CountBy(delivery => delivery).ToDictionary();
        string[] deliveries = [.. mails.Keys.Select(delivery => delivery.Split('-')[0]).Order(StringComparer.Ordinal)];
        deliveries.Should().Equal(notices.Select(notice => notice["id"]!.GetValue<string>()).Order(StringComparer.Ordinal), "each has one delivery, and nobody else has");
        string[] again = [.. mails.Where(mail => mail.Value > 1).Select(mail => mail.Key)];
        foreach (string delivery in again)
        {
            JsonObject told = (await platform.Client.ListAsync($"api/notices/{delivery.Split('-')[0]}/deliveries", authorization)).Single();
            int uncertain = told["attempts"]!.AsArray().Count(attempt => attempt!["result"]!.GetValue<string>() == "uncertain");
            (mails[delivery] - 1).Should().BeLessThanOrEqualTo(uncertain, $"only what was under way at a kill goes out again, and says so: {told.ToJsonString()}")
                .And.BeLessThanOrEqualTo(kills?.Count(kill => kill.InFlight.Contains(delivery)) ?? 0);
        }

        return mails.Values.Sum(count => count - 1);
    }

    private IEnumerable<SendGridCall> Calls => platform.Process.SendGrid.Calls.Where(call => call.Recipients[0].EndsWith(Domain, StringComparison.Ordinal));

    private static int NumberOf(JsonObject notice) => int.Parse(notice["metadata"]!["number"]!.GetValue<string>(), CultureInfo.InvariantCulture);

    private Task SendAsync(int number)
    {
        string text = number.ToString(CultureInfo.InvariantCulture);
        JsonObject notice = PlatformClient.Mail($"n{text}{Domain}");
        notice["category"] = Category;
        notice["metadata"] = new JsonObject { ["number"] = text };
        return platform.SendAsync(notice.ToJsonString(), authorization, key: text);
    }

    private async Task<IReadOnlyList<JsonObject>> EndedAsync()
    {
        // However slow the machine: as long as more arrive, none is lost.
        for (int arrived = Arrived; arrived < Count; arrived = Arrived)
        {
            await PlatformClient.Eventually(
                () => Task.FromResult(Arrived > arrived),
                () => $"{arrived} of {Count} mails have arrived, and no more come; the intake has {platform.Intake.Lag()} messages to read:\n{string.Join('\n', platform.Process.Said.TakeLast(30))}");
        }

        IReadOnlyList<JsonObject> notices = [];
        await PlatformClient.Eventually(
            async () => (notices = await platform.Client.ListAsync($"api/notices?category={Category}&limit=200", authorization)).Count(notice => notice.ContainsKey("ended")) >= Count,
            () => $"{Count} notices should have ended, and {notices.Count(notice => notice.ContainsKey("ended"))} of {notices.Count} have:\n{string.Join('\n', platform.Process.Said.TakeLast(30))}");
        return notices;
    }
}
