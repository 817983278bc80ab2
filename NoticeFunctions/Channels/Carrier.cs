namespace NoticeFunctions.Channels;

/// <summary>A provider in its place among those that may carry a message.</summary>
/// <param name="provider">The provider.</param>
/// <param name="configuration">The channel configuration that it was opened with; null for the platform's own settings.</param>
internal sealed class Carrier(IProvider provider, string? configuration = null)
{
    private long leftAloneUntil;

    /// <summary>The provider.</summary>
    public IProvider Provider => provider;

    /// <summary>The channel configuration that it was opened with; null for the platform's own settings.</summary>
    public string? Configuration => configuration;

    /// <summary>How long it still wishes to be left alone; zero when it doesn't.</summary>
    public TimeSpan Wish(DateTimeOffset now)
    {
        long until = Volatile.Read(ref leftAloneUntil);
        return until > now.UtcTicks ? TimeSpan.FromTicks(until - now.UtcTicks) : TimeSpan.Zero;
    }

    /// <summary>Takes note that it wishes to be left alone until then. Who has nobody else to turn to need not go by it: each delivery waits by itself.</summary>
    public void LeaveAlone(DateTimeOffset until) => Volatile.Write(ref leftAloneUntil, until.UtcTicks);
}
