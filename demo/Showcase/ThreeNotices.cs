using NoticeDemo.Client;

namespace NoticeDemo.Showcase;

/// <summary>What the demo sends: one now, one later, one again and again.</summary>
internal static class ThreeNotices
{
    private static readonly IReadOnlyList<NewRecipient> Ann = [new("ann@example.com")];
    private static readonly IReadOnlyList<string> Email = ["email"];

    /// <summary>Posts the three, and returns them as the platform took them.</summary>
    public static async Task<IReadOnlyList<Watched>> PostAsync(NoticeClient client, CancellationToken cancellation) =>
    [
        await PostAsync(client, "now", "Order shipped", schedule: null, expected: 1, cancellation),
        await PostAsync(client, "in 10 s", "Parcel due", new NewSchedule(Delay: "PT10S"), expected: 1, cancellation),
        await PostAsync(client, "every 5 s, 3 times", "Please rate us", new NewSchedule(Every: "PT5S", Count: 3), expected: 3, cancellation),
    ];

    private static async Task<Watched> PostAsync(NoticeClient client, string when, string title, NewSchedule? schedule, int expected, CancellationToken cancellation)
    {
        NewNotice notice = new(title, $"{title}: order 1234.", Ann, Email, schedule);
        AcceptedNotice accepted = await client.PostAsync(notice, cancellation);
        return await Watch.LookAsync(client, new Watched(when, notice, expected, new Notice(accepted.Id, accepted.Status, default), []), cancellation);
    }
}
