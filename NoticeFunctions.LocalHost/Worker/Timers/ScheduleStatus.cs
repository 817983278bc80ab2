namespace Microsoft.Azure.Functions.Worker;

/// <summary>Where a Timer trigger's schedule stands.</summary>
public class ScheduleStatus
{
    /// <summary>When the last run was due.</summary>
    public DateTime Last { get; set; }

    /// <summary>When the next run is due.</summary>
    public DateTime Next { get; set; }

    /// <summary>When this was last written down.</summary>
    public DateTime LastUpdated { get; set; }
}
