namespace NoticeFunctions.Records;

/// <summary>How the store does.</summary>
internal interface IRecordsHealth
{
    /// <summary>Asks the store; never throws but for the caller's own cancellation.</summary>
    Task<RecordsHealth> CheckAsync(CancellationToken cancellation);
}

/// <summary>The store's condition.</summary>
/// <param name="IsHealthy">Whether it can be relied on: it answers and evicts nothing.</param>
/// <param name="Latency">Of one ping; null when it doesn't answer.</param>
/// <param name="Problem">What is wrong, in words without addresses.</param>
/// <param name="Warning">What works but should not stay, such as persistence being off.</param>
internal sealed record RecordsHealth(bool IsHealthy, TimeSpan? Latency, string? Problem = null, string? Warning = null);
