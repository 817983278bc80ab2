namespace NoticeFunctions.Notices;

/// <summary>Whom a firing goes to: a run of the notice's recipients, on some channels.</summary>
/// <param name="Channels">The channels, each once.</param>
/// <param name="First">Position of the first recipient, from 0.</param>
/// <param name="Count">How many positions, those without an address on a channel included.</param>
internal sealed record Reach(IReadOnlyList<Channel> Channels, int First, int Count)
{
    /// <summary>The least that holds all these retries.</summary>
    /// <param name="retries">At least one.</param>
    public static Reach Over(IReadOnlyList<PendingRetry> retries)
    {
        int first = retries.Min(retry => retry.RecipientIndex);
        return new([.. retries.Select(retry => retry.Channel).Distinct().Order()], first, retries.Max(retry => retry.RecipientIndex) - first + 1);
    }

    /// <summary>Whether a retry's place is in it.</summary>
    public bool Contains(PendingRetry retry) => Channels.Contains(retry.Channel) && retry.RecipientIndex >= First && retry.RecipientIndex < First + Count;
}
