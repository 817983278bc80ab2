using NoticeFunctions.Applications;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Admission.Answers;

/// <summary>An application as its administrators see it. Its keys are a list of their own.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Owner">The e-mail address of whoever answers for it.</param>
/// <param name="Status">active or disabled.</param>
/// <param name="Scopes">What its tokens may allow.</param>
/// <param name="Created">When it was registered.</param>
/// <param name="Updated">When it was last changed.</param>
internal sealed record ApplicationAnswer(
    string Id, string Name, string Owner, string Status, IReadOnlyList<string> Scopes, DateTimeOffset Created, DateTimeOffset Updated)
{
    /// <summary>The channels that it may use; absent for all.</summary>
    public IReadOnlyList<Channel>? Channels { get; init; }

    /// <summary>The addresses that it may send mail from; absent for the platform's own alone.</summary>
    public IReadOnlyList<string>? Senders { get; init; }

    /// <summary>Its own limits; absent where the platform's hold.</summary>
    public LimitsAnswer? Limits { get; init; }

    /// <summary>An application.</summary>
    public static ApplicationAnswer Of(RegisteredApplication one) => new(
        one.Id, one.Name, one.Owner, one.Disabled ? "disabled" : "active", [.. ScopeNames.Of(one.Scopes)], one.Created, one.Updated)
    {
        Channels = one.Rules.Channels,
        Senders = one.Rules.Senders,
        Limits = one.Rules is { NoticesPerMinute: null, PendingNotices: null } ? null : new(one.Rules.NoticesPerMinute, one.Rules.PendingNotices),
    };
}

/// <summary>An application's limits; 0 is none.</summary>
/// <param name="NoticesPerMinute">Notices a minute.</param>
/// <param name="PendingNotices">Notices accepted and not ended.</param>
internal sealed record LimitsAnswer(int? NoticesPerMinute, int? PendingNotices);
