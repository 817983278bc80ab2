using System.Text;
using AwesomeAssertions;
using Microsoft.AspNetCore.Http;
using NoticeFunctions.Applications;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Controls;
using NoticeFunctions.Tests.Intake;
using NoticeFunctions.Tests.Orchestration;
using NSubstitute;

namespace NoticeFunctions.Tests.Controls;

public sealed class BrakeFunctionTests
{
    [Fact]
    public async Task A_brake_is_pulled_and_released_and_again_is_as_good_as_once()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        for (int time = 0; time < 2; time++)
        {
            Answer answer = await AskAsync(harness, (brakes, request) => brakes.PauseChannelAsync(request, "sms"));
            answer.Status.Should().Be(200);
            answer.Body["paused"]!.AsArray().Should().ContainSingle().Which!["target"]!.GetValue<string>().Should().Be("channel:sms");
        }

        for (int time = 0; time < 2; time++)
        {
            (await AskAsync(harness, (brakes, request) => brakes.ResumeChannelAsync(request, "sms"))).Body["paused"]!.AsArray().Should().BeEmpty();
        }
    }

    [Fact]
    public async Task What_is_not_there_is_404()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();

        (await AskAsync(harness, (brakes, request) => brakes.PauseChannelAsync(request, "fax"))).Status.Should().Be(404);
        (await AskAsync(harness, (brakes, request) => brakes.PauseApplicationAsync(request, "nobody"))).Status.Should().Be(404);
        (await AskAsync(harness, (brakes, request) => brakes.ResumeApplicationAsync(request, "nobody"))).Status.Should().Be(404);
    }

    private static async Task<Answer> AskAsync(NoticeHarness harness, Func<BrakeFunctions, HttpRequest, Task<IResult>> ask)
    {
        DefaultHttpContext http = IntakeHarness.Request(Encoding.UTF8.GetBytes("""{ "reason": "an incident" }"""), "application/json");
        http.SetCaller(new Caller("admin", Scopes.Admin));
        return await IntakeHarness.AnswerAsync(http, await ask(new BrakeFunctions(harness.Brakes, Substitute.For<IApplications>(), harness.Time), http.Request));
    }
}
