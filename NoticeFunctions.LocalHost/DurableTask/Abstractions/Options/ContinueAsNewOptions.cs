namespace Microsoft.DurableTask;

/// <summary>What the next generation of an orchestration begins with.</summary>
public class ContinueAsNewOptions
{
    /// <summary>The next generation's input.</summary>
    public object? NewInput { get; set; }

    /// <summary>The next generation's version; null keeps the present one.</summary>
    public string? NewVersion { get; set; }

    /// <summary>Whether received but unread events go on to the next generation, in order. True unless set.</summary>
    public bool PreserveUnprocessedEvents { get; set; } = true;
}
