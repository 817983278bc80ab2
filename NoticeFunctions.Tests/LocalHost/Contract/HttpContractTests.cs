using NoticeFunctions.Tests.LocalHost.Hosting;

namespace NoticeFunctions.Tests.LocalHost.Contract;

/// <summary>LocalHost answers the recorded requests as the real host did, running the app that the recordings were made with.</summary>
public sealed class HttpContractTests
{
    // Of the host's administration LocalHost has ping, status and warmup only: the recordings of the rest are left out.
    [Theory]
    [InlineData("http.ndjson")]
    [InlineData("webhook-keys.ndjson")]
    public async Task Every_recorded_answer_is_given(string file)
    {
        using TestFolder folder = new("""{ "version": "2.0", "extensions": { "durableTask": { "hubName": "ProbeHub" } } }""");
        await using TestHost host = await TestHost.StartAsync(typeof(Probe.Http).Assembly.GetTypes(), folder: folder);
        List<string> differences = [];
        foreach (RecordedCase recorded in RecordedCase.Read(file))
        {
            using HttpRequestMessage request = recorded.ToRequest(Fill);
            using HttpResponseMessage answer = await host.Http.SendAsync(request);
            if (await recorded.DifferenceAsync(answer) is { } difference)
            {
                differences.Add($"{recorded.Name}: {difference}");
            }
        }

        differences.Should().BeEmpty();
    }

    private static string Fill(string text) => text
        .Replace("<key>", TestHost.SystemKey, StringComparison.Ordinal)
        .Replace("<funckey>", TestHost.FunctionKey, StringComparison.Ordinal)
        .Replace("<masterkey>", TestHost.MasterKey, StringComparison.Ordinal);
}
