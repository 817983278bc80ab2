namespace NoticeFunctions.Records;

/// <summary>An operator's brake: what it names is not delivered until it is released; nothing of it is lost.</summary>
/// <param name="Target">What it holds: <c>channel:NAME</c> or <c>application:ID</c>.</param>
/// <param name="At">Since when.</param>
/// <param name="By">Who pulled it.</param>
/// <param name="Reason">Why.</param>
internal sealed record Brake(string Target, DateTimeOffset At, string By, string? Reason);

/// <summary>The brakes that are pulled, for every process of the platform.</summary>
internal interface IBrakeStore
{
    /// <summary>All of them, in one round trip.</summary>
    Task<IReadOnlyList<Brake>> ListAsync(CancellationToken cancellation);

    /// <summary>Pulls a brake; one that is pulled already stays as it is.</summary>
    Task PullAsync(Brake brake, CancellationToken cancellation);

    /// <summary>Releases a brake; nothing happens where there is none.</summary>
    Task ReleaseAsync(string target, CancellationToken cancellation);
}
