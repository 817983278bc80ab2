using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NoticeFunctions.Tests.Support;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd;

/// <summary>What a newcomer meets first.</summary>
[Collection<SharedPlatform>]
public sealed partial class FrontDoorTests(PlatformProcess platform) : PlatformTests(platform)
{
    [Fact]
    public void A_start_prints_the_functions_with_their_URLs_and_the_development_services_with_theirs()
    {
        string[] lines = [.. Platform.Said.SkipWhile(line => line != "Functions:").Select(line => line.Trim())];
        string url = Platform.Http.BaseAddress!.ToString();
        lines.Should().Contain(
        [
            $"AcceptNotice: [POST] {url}api/notices",
            $"GetHealth: [GET] {url}api/health",
            "Notice: orchestrationTrigger",
            "DeliverEmail: activityTrigger",
            "Sweeper: timerTrigger",
            "Ctrl-C ends the host.",
        ]);
        lines.Should().Contain(line => line.StartsWith("azurite: http://127.0.0.1:")).And.Contain(line => line.StartsWith("garnet: redis://127.0.0.1:"));
    }

    [Fact]
    public async Task The_curl_lines_that_the_start_prints_work_as_they_stand_and_hold_no_secret()
    {
        string[] lines = [.. Platform.Said.SkipWhile(said => said != "Try it:").Skip(1).TakeWhile(said => said.StartsWith("  ", StringComparison.Ordinal))];

        lines.Should().HaveCount(2);
        string.Join('\n', Platform.Said).Should().NotContain(Platform.AdminSecret);
        await AcceptsAsync(await BashAsync(string.Join('\n', lines)));
    }

    [Fact]
    public async Task The_curl_lines_of_the_README_work_as_they_stand()
    {
        string readme = await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "README.md"));
        string command = CurlBlock().Match(readme).Groups["command"].Value;
        command.Should().Contain("http://127.0.0.1:7071/");

        // The tests' platform does not listen on the usual port, which may be taken.
        await AcceptsAsync(await BashAsync(command.Replace("http://127.0.0.1:7071/", Platform.Http.BaseAddress!.ToString())));
    }

    [Fact]
    public async Task Health_tells_of_each_dependency_and_its_latency()
    {
        PlatformAnswer answer = await Client.GetAsync("api/health");

        answer.Status.Should().Be(HttpStatusCode.OK);
        answer.Json["status"]!.GetValue<string>().Should().Be("healthy");
        JsonObject[] dependencies = [.. answer.Json["dependencies"]!.AsArray().Select(one => one!.AsObject())];
        dependencies.Select(one => one["name"]!.GetValue<string>()).Should().BeEquivalentTo("redis", "durable");
        dependencies.Should().OnlyContain(one => one["status"]!.GetValue<string>() == "healthy" && one["latencyMs"]!.GetValue<double>() >= 0);
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
    }

    [Fact]
    public async Task The_document_describes_this_platform_and_the_page_shows_it()
    {
        PlatformAnswer document = await Client.GetAsync("api/openapi.json");
        document.Status.Should().Be(HttpStatusCode.OK);
        document.Json["openapi"]!.GetValue<string>().Should().StartWith("3.1");
        document.Json["paths"]!["/api/notices"]!["post"].Should().NotBeNull();

        PlatformAnswer page = await Client.GetAsync("api/docs");
        page.ContentType.Should().StartWith("text/html");
        page.Text.Should().Contain("/api/openapi.json");
        (await Client.GetAsync("")).Headers.Location!.ToString().Should().Be("/api/docs");
    }

    [Fact]
    public async Task Every_example_of_the_document_is_accepted_as_it_stands()
    {
        PlatformAnswer document = await Client.GetAsync("api/openapi.json");
        JsonObject examples = document.Json["paths"]!["/api/notices"]!["post"]!["requestBody"]!["content"]!["application/json"]!["examples"]!.AsObject();

        foreach ((string name, JsonNode? example) in examples)
        {
            (await Client.PostAsync(example!["value"]!.ToJsonString())).Status.Should().Be(HttpStatusCode.Accepted, name);
        }
    }

    private async Task AcceptsAsync(string answer)
    {
        answer.Should().StartWith("HTTP/1.1 202 Accepted");
        string id = JsonNode.Parse(answer[answer.IndexOf('{')..])!["id"]!.GetValue<string>();
        (await Client.GetAsync($"api/notices/{id}")).Status.Should().Be(HttpStatusCode.OK);
    }

    private async Task<string> BashAsync(string command)
    {
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        foreach (string program in (string[])["bash", "curl"])
        {
            Assert.SkipUnless(path.Any(folder => File.Exists(Path.Combine(folder, program))), $"{program} is not on the PATH.");
        }

        ProcessStartInfo start = new("bash", ["-c", command]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Platform.Root };
        start.Environment["no_proxy"] = "127.0.0.1";
        using Process bash = Process.Start(start)!;
        Task<string> errors = bash.StandardError.ReadToEndAsync();
        string output = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        bash.ExitCode.Should().Be(0, await errors);
        return output;
    }

    [GeneratedRegex("```sh\n(?<command>TOKEN=.*?)\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CurlBlock();
}
