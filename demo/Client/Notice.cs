namespace NoticeDemo.Client;

/// <summary>The platform's answer to a notice that it took: from now on it is kept, whatever happens.</summary>
/// <param name="Id">The notice's id.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="StatusQueryGetUri">Where its orchestration's status is answered.</param>
internal sealed record AcceptedNotice(string Id, string Status, Uri StatusQueryGetUri);

/// <summary>What the platform says of a notice.</summary>
/// <param name="Id">The notice's id.</param>
/// <param name="Status">queued, scheduled, delivering, paused, completed, failed or cancelled.</param>
/// <param name="Created">When it was accepted.</param>
/// <param name="NextDue">When its next occurrence is due, if there is one.</param>
/// <param name="Reason">Why it ended as it did, for those that need telling.</param>
internal sealed record Notice(string Id, string Status, DateTimeOffset Created, DateTimeOffset? NextDue = null, string? Reason = null)
{
    /// <summary>Whether nothing more will happen.</summary>
    public bool HasEnded => Status is "completed" or "failed" or "cancelled";
}

/// <summary>One occurrence of a notice to one recipient on one channel.</summary>
/// <param name="Occurrence">Numbered from 1.</param>
/// <param name="Channel">The way it went.</param>
/// <param name="Recipient">The address.</param>
/// <param name="Provider">Who carried it.</param>
/// <param name="Status">sending, sent (the provider accepted it), delivered, failed …</param>
/// <param name="Attempts">Every try, oldest first.</param>
internal sealed record Delivery(
    int Occurrence,
    string Channel,
    string Recipient,
    string? Provider,
    string Status,
    IReadOnlyList<DeliveryAttempt> Attempts)
{
    /// <summary>Whether the provider has it.</summary>
    public bool HasArrived => Status is "sent" or "delivered";
}

/// <summary>One try of a delivery.</summary>
/// <param name="At">When the provider answered.</param>
/// <param name="Error">What it said against it.</param>
internal sealed record DeliveryAttempt(DateTimeOffset At, string? Error = null);

/// <summary>A part of a list, and where the next one begins.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Continuation);
