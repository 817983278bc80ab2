using NoticeDemo.Client;

namespace NoticeDemo.Showcase;

/// <summary>What the demo sends: mail now, later, and again and again; and one notice to a user's open page.</summary>
internal static class SampleNotices
{
    /// <summary>The user whose page is open.</summary>
    public const string User = "ann";

    private static readonly IReadOnlyList<NewRecipient> Ann = [new(Email: "ann@example.com")];
    private static readonly IReadOnlyList<NewRecipient> AnnsPage = [new(User: User)];
    private static readonly IReadOnlyList<string> Email = ["email"];

    /// <summary>Posts the one that goes to the open page.</summary>
    public static Task<Watched> PushAsync(NoticeClient client, CancellationToken cancellation) =>
        PostAsync(client, "now, by WebSocket", new NewNotice("Your parcel is at the door", "Order 1234 has arrived.", AnnsPage, ["webSocket"]), expected: 1, cancellation);

    /// <summary>Posts the mails, and returns them as the platform took them.</summary>
    public static async Task<IReadOnlyList<Watched>> PostAsync(NoticeClient client, CancellationToken cancellation) =>
    [
        await PostAsync(client, "now", Mail("Order shipped", schedule: null), expected: 1, cancellation),
        await PostAsync(client, "in 10 s", Mail("Parcel due", new NewSchedule(Delay: "PT10S")), expected: 1, cancellation),
        await PostAsync(client, "every 5 s, 3 times", Mail("Please rate us", new NewSchedule(Every: "PT5S", Count: 3)), expected: 3, cancellation),
    ];

    private static NewNotice Mail(string title, NewSchedule? schedule) => new(title, $"{title}: order 1234.", Ann, Email, schedule);

    private static async Task<Watched> PostAsync(NoticeClient client, string when, NewNotice notice, int expected, CancellationToken cancellation)
    {
        AcceptedNotice accepted = await client.PostAsync(notice, cancellation);
        return await Watch.LookAsync(client, new Watched(when, notice, expected, new Notice(accepted.Id, accepted.Status, default), []), cancellation);
    }
}
