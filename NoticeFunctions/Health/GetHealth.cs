using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using NoticeFunctions.Http;
using NoticeFunctions.Orchestration;
using NoticeFunctions.Records;

namespace NoticeFunctions.Health;

/// <summary><c>GET /api/health</c>.</summary>
internal sealed class GetHealth(IRecordsHealth records, Brakes brakes, TimeProvider time)
{
    private const string Healthy = "healthy";
    private const string Unhealthy = "unhealthy";

    // An id that no notice has: asking for it goes all the way to the engine's store.
    private const string Probe = "health";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>200, or 503 when anything that the platform needs is away.</summary>
    [Function(nameof(GetHealth))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/health")] HttpRequest request, [DurableClient] DurableTaskClient client)
    {
        DependencyAnswer[] dependencies = await Task.WhenAll(RecordsAsync(request.HttpContext.RequestAborted), EngineAsync(client, request.HttpContext.RequestAborted));
        bool healthy = dependencies.All(one => one.Status == Healthy);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return new JsonAnswer<HealthAnswer>(
            new HealthAnswer(healthy ? Healthy : Unhealthy, dependencies, await PausedAsync(request.HttpContext.RequestAborted)),
            HealthJson.Default.HealthAnswer,
            healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    // Applications' names are nobody's business who only asks for health: their number is.
    private async Task<IReadOnlyList<string>?> PausedAsync(CancellationToken cancellation)
    {
        try
        {
            string[] paused = [.. (await brakes.PulledAsync(cancellation)).Select(brake => brake.Target).Select(target => target.StartsWith("channel:", StringComparison.Ordinal) ? target : "an application")];
            return paused.Length == 0 ? null : paused;
        }
        catch (RecordsUnavailableException)
        {
            return null;
        }
    }

    private async Task<DependencyAnswer> RecordsAsync(CancellationToken cancellation)
    {
        RecordsHealth health = await records.CheckAsync(cancellation);
        return new DependencyAnswer("redis", health.IsHealthy ? Healthy : Unhealthy, Milliseconds(health.Latency), health.Problem, health.Warning);
    }

    private async Task<DependencyAnswer> EngineAsync(DurableTaskClient client, CancellationToken cancellation)
    {
        long start = time.GetTimestamp();
        try
        {
            await client.GetInstanceAsync(Probe, cancellation).WaitAsync(Patience, time, cancellation);
            return new DependencyAnswer("durable", Healthy, Milliseconds(time.GetElapsedTime(start)));
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // The exception may hold a connection string, and everyone may ask for health.
            return new DependencyAnswer("durable", Unhealthy, LatencyMs: null, "The engine's store doesn't answer.");
        }
    }

    private static double? Milliseconds(TimeSpan? latency) => latency is { } some ? Math.Round(some.TotalMilliseconds, 2) : null;
}
