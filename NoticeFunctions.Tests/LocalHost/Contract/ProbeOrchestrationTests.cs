using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NoticeFunctions.Tests.LocalHost.Hosting;

namespace NoticeFunctions.Tests.LocalHost.Contract;

/// <summary>The recorded app's orchestrations, run on LocalHost through its own HTTP functions, end as they did on the real host.</summary>
[Collection("Probe")]
public sealed class ProbeOrchestrationTests
{
    /// <summary>Where LocalHost differs on purpose.</summary>
    private static readonly Dictionary<string, string> Differences = new(StringComparer.Ordinal)
    {
        ["h_Timer"] = "The real host's timers may fire up to a second early; ours never do, so the probe's 'waited' is True.",
    };

    /// <summary>Generations end with another input than they began with.</summary>
    private static readonly HashSet<string> StartedWithoutInput = ["h_Cycle", "h_Events"];

    private static readonly Dictionary<string, (string Name, string[] Payloads)> Events = new(StringComparer.Ordinal)
    {
        ["h_WaitEvent"] = ("go", ["""{"A":1,"b":[1,"x",null]}"""]),
        ["h_EventOrTimer_event"] = ("go", ["\"now\""]),
        ["h_Status"] = ("end", ["""{"fin":true}"""]),
        ["h_Events"] = ("tick", ["0", "1", "2", "3", "4"]),
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_recorded_orchestration_ends_as_recorded(bool extendedSessions)
    {
        using TestFolder folder = new($$"""
            { "version": "2.0", "extensions": { "durableTask": { "hubName": "ProbeHub", "extendedSessionsEnabled": {{(extendedSessions ? "true" : "false")}} } } }
            """);
        await using TestHost host = await TestHost.StartAsync(typeof(Probe.Http).Assembly.GetTypes(), folder: folder);
        RecordedCase[] cases = [.. RecordedCase.Of("history").Where(recorded => recorded.Name.EndsWith(".client_get", StringComparison.Ordinal))];
        cases.Should().HaveCount(24);

        // Kept in memory it is never replayed, so that its fault stays hidden: the recording was made without extended sessions.
        cases = [.. cases.Where(recorded => !extendedSessions || recorded.Name != "history/NonDeterministic.client_get")];

        string[] differences = await Task.WhenAll(cases.Select(recorded => DifferenceAsync(host, recorded.Response["body"]!.AsObject(), extendedSessions ? "x" : "y")));

        differences.Where(difference => difference.Length > 0).Should().BeEmpty();
    }

    private static async Task<string> DifferenceAsync(TestHost host, JsonObject recorded, string idPrefix)
    {
        // The probe counts attempts per instance id, across hosts: each host has ids of its own.
        string recordedId = (string)recorded["instanceId"]!;
        string id = idPrefix + recordedId;
        string? input = StartedWithoutInput.Contains(recordedId) ? null : (string?)recorded["serializedInput"];
        await PostAsync(host, $"/api/start/{recorded["name"]}?instanceId={id}", input is null ? null : Unmask(input));
        if (Events.TryGetValue(recordedId, out (string Name, string[] Payloads) events))
        {
            foreach (string payload in events.Payloads)
            {
                await PostAsync(host, $"/api/client/raise/{id}/{events.Name}", payload);
            }
        }

        JsonObject ended = JsonNode.Parse(await host.Http.GetStringAsync(new Uri($"/api/client/wait/{id}?seconds=30", UriKind.Relative)))!.AsObject();
        if (Differences.ContainsKey(recordedId))
        {
            return (string)ended["runtimeStatus"]! == (string)recorded["runtimeStatus"]! ? string.Empty : $"{id}: {ended.ToJsonString()}";
        }

        string[] members = ["name", "runtimeStatus", "serializedInput", "serializedOutput", "serializedCustomStatus"];
        IEnumerable<string> differing = members.Where(member => Mask(((string?)ended[member])?.Replace(id, recordedId, StringComparison.Ordinal)) != Mask((string?)recorded[member]));
        return string.Join(Environment.NewLine, differing.Select(member => $"{id} {member}: {ended[member]}, recorded {recorded[member]}"));
    }

    private static async Task PostAsync(TestHost host, string path, string? body)
    {
        using StringContent content = new(body ?? string.Empty, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await host.Http.PostAsync(new Uri(path, UriKind.Relative), content);
        answer.IsSuccessStatusCode.Should().BeTrue("{0} answered {1}", path, answer.StatusCode);
    }

    private static string Unmask(string input) => input
        .Replace("<time-s-nozone>", "2026-01-02T03:04:05", StringComparison.Ordinal)
        .Replace("<time-s>", "2026-01-02T03:04:05Z", StringComparison.Ordinal)
        .Replace("<time>", "2026-01-02T03:04:05.1234567Z", StringComparison.Ordinal);

    /// <summary>What varies from run to run: times, stacks, generated ids; and long runs of x, which the recording shortens.</summary>
    private static string? Mask(string? text)
    {
        if (text is null)
        {
            return null;
        }

        // The recording ends where the first stack begins.
        text = Regex.Replace(text, "\"StackTrace\":\".*", "<stack>", RegexOptions.Singleline, TimeSpan.FromSeconds(1));
        text = Regex.Replace(text, "[0-9a-f]{32}", "<id>", RegexOptions.None, TimeSpan.FromSeconds(1));
        text = Regex.Replace(text, @"<time[a-z-]*>|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|(\\u002B|\+)\d\d:\d\d)?", "<time>", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        text = Regex.Replace(text, @"<time>(\\u002B|\+)\d\d:\d\d", "<time>", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        return Regex.Replace(text, "x{1000,}", run => $"<x*{run.Length}>", RegexOptions.None, TimeSpan.FromSeconds(1));
    }
}
