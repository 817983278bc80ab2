namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs a function again that has thrown. Which triggers honour it is the host's matter: a Timer trigger does.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class RetryAttribute : Attribute
{
    /// <summary>How often the function is run again at most; -1 has no limit.</summary>
    public int MaxRetryCount { get; set; }
}
