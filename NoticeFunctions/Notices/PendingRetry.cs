namespace NoticeFunctions.Notices;

/// <summary>A delivery that waits for another attempt.</summary>
internal sealed record PendingRetry(int Occurrence, Channel Channel, int RecipientIndex, DateTimeOffset At);
