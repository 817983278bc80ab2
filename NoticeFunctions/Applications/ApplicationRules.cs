using NoticeFunctions.Notices;

namespace NoticeFunctions.Applications;

/// <summary>What an application's registration holds it to, beside its scopes.</summary>
internal sealed record ApplicationRules
{
    /// <summary>No rule but the platform's own.</summary>
    public static readonly ApplicationRules None = new();

    /// <summary>The channels that it may use; null for all.</summary>
    public IReadOnlyList<Channel>? Channels { get; init; }

    /// <summary>The addresses that it may send mail from, beside the one that the platform is set to; null for none.</summary>
    public IReadOnlyList<string>? Senders { get; init; }

    /// <summary>Notices a minute, 0 for no limit; null for the platform's setting.</summary>
    public int? NoticesPerMinute { get; init; }

    /// <summary>Notices accepted and not ended, 0 for no limit; null for the platform's setting.</summary>
    public int? PendingNotices { get; init; }
}
