using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NoticeFunctions.LocalHost.Engine;
using NoticeFunctions.Tests.LocalHost.Contract.Drives;
using NoticeFunctions.Tests.LocalHost.Hosting;

namespace NoticeFunctions.Tests.LocalHost.Contract;

/// <summary>
/// The recorded app on a LocalHost of its own. A drive puts instances into the states that the recordings began with, sends the recorded requests
/// in their order, and keeps what is different.
/// </summary>
internal sealed class ProbeDrive(TestHost host, TestFolder folder) : IAsyncDisposable
{
    public const string Root = "/runtime/webhooks/durabletask";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Dictionary<string, RecordedCase> Cases = RecordedCase.All().ToDictionary(recorded => recorded.Name, StringComparer.Ordinal);

    private readonly Uri address = host.Http.BaseAddress!;

    /// <summary>By case: what is different, or nothing.</summary>
    public ConcurrentDictionary<string, IReadOnlyList<Difference>> Found { get; } = new(StringComparer.Ordinal);

    public static async Task<ProbeDrive> BeginAsync()
    {
        TestFolder folder = new("""{ "version": "2.0", "extensions": { "durableTask": { "hubName": "ProbeHub" } } }""");
        return new ProbeDrive(await TestHost.StartAsync(typeof(Probe.Http).Assembly.GetTypes(), builder => builder.Services.AddSingleton(SignalRDrives.AccessKey), folder), folder);
    }

    /// <summary>A time as the requests spell it.</summary>
    public static string Now(double secondsLater = 0) =>
        TimeProvider.System.GetUtcNow().AddSeconds(secondsLater).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Sends a recorded request.</summary>
    /// <param name="name">The case.</param>
    /// <param name="times">What stands for each <c>&lt;time-s&gt;</c> in its path.</param>
    public async Task CaseAsync(string name, params string[] times)
    {
        RecordedCase recorded = Cases[name];
        using HttpRequestMessage request = Request((string)recorded.Request["method"]!, Masks.Fill((string)recorded.Request["path"]!, times));
        if (recorded.Request["body"] is { } body)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Masks.Fill((string)body!)));
        }

        foreach ((string header, JsonNode? value) in recorded.Request["headers"]?.AsObject() ?? [])
        {
            string filled = Masks.Fill((string)value!).Trim();
            if (!request.Headers.TryAddWithoutValidation(header, filled))
            {
                (request.Content ??= new ByteArrayContent([])).Headers.TryAddWithoutValidation(header, filled);
            }
        }

        request.Headers.Host = (string?)recorded.Request["host"];
        using HttpResponseMessage response = await host.Http.SendAsync(request);
        List<Difference> found = [.. AnswerComparison.Of(recorded, await Answer.ReadAsync(response, address))];
        if (recorded.LeftAfterwards is { } left)
        {
            JsonNode given = new JsonObject((await ListAsync()).Select(item => KeyValuePair.Create(item.Id, (JsonNode?)item.Status)));
            AnswerComparison.Compare(left, given, "/leftAfterwards", found);
        }

        Found[name] = found;
    }

    public async Task CasesAsync(params IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            await CaseAsync(name);
        }
    }

    /// <summary>Starts an instance through the app's own function, and waits until it is in one of the statuses, if any are named.</summary>
    public async Task StartAsync(string orchestrator, string id, string? body = null, params string[] until)
    {
        await SendAsync("POST", $"/api/start/{orchestrator}?instanceId={id}", body);
        if (until.Length > 0)
        {
            await WaitAsync(id, until);
        }
    }

    /// <summary>Starts an instance that stays Pending.</summary>
    public Task StartLaterAsync(string orchestrator, string id, string? body = null) =>
        SendAsync("POST", $"/api/start/{orchestrator}?instanceId={id}&startInSeconds=3600", body);

    /// <summary>Terminates, suspends or resumes, and waits for the status.</summary>
    public async Task ControlAsync(string id, string operation, string until, string query = "")
    {
        await SendAsync("POST", $"{Root}/instances/{id}/{operation}?code={TestHost.SystemKey}{query}");
        await WaitAsync(id, until);
    }

    public Task RaiseAsync(string id, string name, string payload) => SendAsync("POST", $"{Root}/instances/{id}/raiseEvent/{name}?code={TestHost.SystemKey}", payload);

    public Task PurgeAsync(string id) => SendAsync("DELETE", $"{Root}/instances/{id}?code={TestHost.SystemKey}");

    public async Task WaitAsync(string id, params string[] statuses)
    {
        using CancellationTokenSource patience = new(Patience);
        while (true)
        {
            string text = await SendAsync("GET", $"{Root}/instances/{id}?code={TestHost.SystemKey}");
            if (text.Length > 0 && statuses.Contains((string?)JsonNode.Parse(text)!["runtimeStatus"]))
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
        }
    }

    /// <summary>Waits until nothing can happen without a timer or a request.</summary>
    public Task IdleAsync() => host.Services.GetRequiredService<DurableEngine>().WhenIdleAsync();

    /// <summary>All instances with their statuses.</summary>
    public async Task<IReadOnlyList<(string Id, string Status)>> ListAsync() =>
        [.. JsonNode.Parse(await SendAsync("GET", $"{Root}/instances?code={TestHost.SystemKey}"))!.AsArray().Select(item => ((string)item!["instanceId"]!, (string)item["runtimeStatus"]!))];

    private async Task<string> SendAsync(string method, string path, string? json = null)
    {
        using HttpRequestMessage request = Request(method, path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        using HttpResponseMessage response = await host.Http.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>The path goes out as it is spelt: some ids need it.</summary>
    private HttpRequestMessage Request(string method, string path) =>
        new(new HttpMethod(method), new Uri(address.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        folder.Dispose();
    }
}
