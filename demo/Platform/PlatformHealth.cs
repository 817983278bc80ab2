using System.Net;
using System.Text.Json;

namespace NoticeDemo.Platform;

/// <summary>What listens at an address, as its <c>/api/health</c> tells.</summary>
internal enum Listener
{
    /// <summary>Nothing answers.</summary>
    None,

    /// <summary>Something answers, but it is no notice platform.</summary>
    Other,

    /// <summary>The platform, with its storage or Redis away.</summary>
    Unhealthy,

    /// <summary>The platform, ready to take notices.</summary>
    Healthy,
}

/// <summary>A look at what listens, with the platform's own words when it is unhealthy.</summary>
internal sealed record PlatformHealth(Listener Listener, string Details = "")
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks once, and waits at most five seconds for the answer.</summary>
    public static async Task<PlatformHealth> AskAsync(HttpClient http, CancellationToken cancellation)
    {
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(Patience);
        try
        {
            using HttpResponseMessage response = await http.GetAsync(new Uri("api/health", UriKind.Relative), timeout.Token);
            string body = await response.Content.ReadAsStringAsync(timeout.Token);
            return response.StatusCode switch
            {
                HttpStatusCode.OK when IsHealthReport(body) => new(Listener.Healthy),
                HttpStatusCode.ServiceUnavailable when IsHealthReport(body) => new(Listener.Unhealthy, body),
                _ => new(Listener.Other),
            };
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError)
        {
            return new(Listener.None);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return new(Listener.Other);
        }
    }

    private static bool IsHealthReport(string body)
    {
        try
        {
            using JsonDocument report = JsonDocument.Parse(body);
            return report.RootElement.ValueKind is JsonValueKind.Object && report.RootElement.TryGetProperty("status", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
