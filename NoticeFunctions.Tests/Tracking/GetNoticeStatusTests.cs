using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using NoticeFunctions.Notices;
using NoticeFunctions.Orchestration;
using NoticeFunctions.Tests.Intake;
using NoticeFunctions.Tests.Orchestration;
using NoticeFunctions.Tracking;
using NSubstitute;

namespace NoticeFunctions.Tests.Tracking;

public sealed class GetNoticeStatusTests
{
    [Fact]
    public async Task Between_reserving_and_starting_it_is_202_and_Pending_from_the_record()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = harness.Compose();
        await harness.Store.ReserveAsync(notice, fingerprint: null, CancellationToken.None);
        Answer answer = await AskAsync(harness, notice.Id);

        answer.Status.Should().Be(202);
        answer.Headers.Location.ToString().Should().Be($"https://notice.example/api/notices/{notice.Id}/status");
        answer.Headers.RetryAfter.ToString().Should().Be("5");
        answer.Body["runtimeStatus"]!.GetValue<string>().Should().Be("Pending");
        answer.Body["createdTime"]!.GetValue<string>().Should().Be("2026-01-01T00:00:00Z");
    }

    [Fact]
    public async Task While_it_waits_it_is_202_and_Running_with_what_the_generation_began_with()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync(new NoticeSchedule(Delay: "PT1H"));
        Answer answer = await AskAsync(harness, notice.Id);

        answer.Status.Should().Be(202);
        answer.Body["runtimeStatus"]!.GetValue<string>().Should().Be("Running");
        answer.Body["input"].Should().NotBeNull();
        answer.Body["output"].Should().BeNull();
    }

    [Fact]
    public async Task After_its_instance_is_purged_it_is_200_and_Completed_from_the_record()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync();
        Answer before = await AskAsync(harness, notice.Id);
        await harness.Engine.Client.PurgeInstanceAsync(notice.Id);
        Answer after = await AskAsync(harness, notice.Id);

        (before.Status, after.Status).Should().Be((200, 200));
        after.Headers.Location.Should().BeEmpty();
        foreach (string member in (string[])["name", "instanceId", "runtimeStatus", "output", "createdTime"])
        {
            after.Body[member]!.ToJsonString().Should().Be(before.Body[member]!.ToJsonString());
        }
    }

    [Fact]
    public async Task An_instance_that_failed_is_200_and_Failed_with_its_reason()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice lost = harness.Compose();
        await harness.Starter.StartAsync(harness.Engine.Client, lost, CancellationToken.None);
        await harness.RunToEndAsync(lost);
        Answer answer = await AskAsync(harness, lost.Id);

        answer.Status.Should().Be(200);
        answer.Body["runtimeStatus"]!.GetValue<string>().Should().Be("Failed");
        answer.Body["output"]!.GetValue<string>().Should().Be("record-lost");
    }

    [Fact]
    public async Task Another_applications_notice_is_404_whether_it_runs_or_not()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice billings = harness.Compose(new NoticeSchedule(Delay: "PT1H")) with { Application = "billing" };
        await harness.Store.ReserveAsync(billings, fingerprint: null, CancellationToken.None);
        (await AskAsync(harness, billings.Id)).Status.Should().Be(404);
        await harness.Starter.StartAsync(harness.Engine.Client, billings, CancellationToken.None);

        (await AskAsync(harness, billings.Id)).Status.Should().Be(404);
    }

    [Fact]
    public async Task An_instance_that_is_no_notices_is_404()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        string id = NoticeIds.New(harness.Time);
        await harness.Engine.Client.ScheduleNewOrchestrationInstanceAsync(NoticeOrchestrator.Name, input: null, new StartOrchestrationOptions(id));

        (await AskAsync(harness, id)).Status.Should().Be(404);
    }

    [Theory]
    [InlineData("orders", 202)]
    [InlineData("billing", 404)]
    public async Task An_instance_that_does_not_show_its_input_is_whose_its_record_is(string application, int status)
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = harness.Compose() with { Application = application };
        await harness.Store.ReserveAsync(notice, fingerprint: null, CancellationToken.None);
        DurableTaskClient client = Substitute.For<DurableTaskClient>("between turns");
        client.GetInstanceAsync(notice.Id, Arg.Any<bool>(), Arg.Any<CancellationToken>())
            .Returns(new OrchestrationMetadata(NoticeOrchestrator.Name, notice.Id) { RuntimeStatus = OrchestrationRuntimeStatus.Running, DataConverter = JsonDataConverter.Default });

        (await AskAsync(harness, notice.Id, client)).Status.Should().Be(status);
    }

    private static async Task<Answer> AskAsync(NoticeHarness harness, string id, DurableTaskClient? client = null)
    {
        await harness.Engine.Engine.WhenIdleAsync();
        DefaultHttpContext http = IntakeHarness.Request([], contentType: null);
        return await IntakeHarness.AnswerAsync(http, await new GetNoticeStatus(harness.Store, IntakeHarness.Urls()).RunAsync(http.Request, client ?? harness.Engine.Client, id));
    }
}
