namespace NoticeDemo.Client;

/// <summary>What is asked of the platform: a text, whom to tell, and when.</summary>
/// <param name="Title">1 to 998 characters.</param>
/// <param name="Content">The text.</param>
/// <param name="To">Whom to tell.</param>
/// <param name="Channels">The ways it goes, for instance <c>email</c>.</param>
/// <param name="Schedule">When; now if it is absent.</param>
internal sealed record NewNotice(
    string Title,
    string Content,
    IReadOnlyList<NewRecipient> To,
    IReadOnlyList<string> Channels,
    NewSchedule? Schedule = null);

/// <summary>Somebody to tell.</summary>
/// <param name="Email">An e-mail address.</param>
/// <param name="User">One of the application's users, who is told by WebSocket.</param>
internal sealed record NewRecipient(string? Email = null, string? User = null);

/// <summary>When a notice is due: after a delay, or again and again.</summary>
/// <param name="Delay">Once, this ISO 8601 duration from now.</param>
/// <param name="Every">At this ISO 8601 interval.</param>
/// <param name="Count">How many times at most.</param>
internal sealed record NewSchedule(string? Delay = null, string? Every = null, int? Count = null);
