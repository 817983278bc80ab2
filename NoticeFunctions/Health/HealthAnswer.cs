namespace NoticeFunctions.Health;

/// <summary>How the platform does.</summary>
/// <param name="Status">healthy or unhealthy.</param>
/// <param name="Dependencies">What it needs.</param>
/// <param name="Paused">What operators hold: channel:NAME, or an application.</param>
internal sealed record HealthAnswer(string Status, IReadOnlyList<DependencyAnswer> Dependencies, IReadOnlyList<string>? Paused);

/// <summary>How something that the platform needs does.</summary>
/// <param name="Name">redis (the records) or durable (the engine and its store).</param>
/// <param name="Status">healthy or unhealthy.</param>
/// <param name="LatencyMs">How long one question took; absent when there was no answer.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Warning">What works but should not stay.</param>
internal sealed record DependencyAnswer(string Name, string Status, double? LatencyMs, string? Problem = null, string? Warning = null);
