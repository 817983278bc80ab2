namespace NoticeFunctions.Limits;

/// <summary>The leave to accept one notice.</summary>
internal sealed class QuotaTicket(MinuteQuota? perMinute, MinutePlace? place, PendingQuota? pending)
{
    /// <summary>For who is held to nothing.</summary>
    public static QuotaTicket Free { get; } = new(null, null, null);

    /// <summary>It is used up, or was not needed: a notice that was not accepted, or had been before, does not count.</summary>
    public void Close(bool accepted)
    {
        pending?.Leave();
        if (!accepted && place is not null)
        {
            perMinute?.GiveBack(place);
        }
    }
}
