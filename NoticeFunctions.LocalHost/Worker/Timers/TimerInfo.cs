namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a Timer trigger tells its function.</summary>
public class TimerInfo
{
    /// <summary>When the function ran and will run; null where runs are not remembered.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>Whether this run makes up for a missed one.</summary>
    public bool IsPastDue { get; set; }
}
