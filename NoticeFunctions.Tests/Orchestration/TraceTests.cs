using System.Diagnostics;
using NoticeFunctions.Notices;
using NoticeFunctions.Telemetry;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.Orchestration;

[Collection<Spans>]
public sealed class TraceTests
{
    private const string Request = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public async Task Each_occurrence_is_a_trace_of_its_own_linked_to_the_request_that_brought_the_notice()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = harness.Compose(new NoticeSchedule(Every: "P1D", Count: 3)) with { TraceParent = Request };
        using SpanRecorder spans = new(Traces.SourceName, span => span.GetTagItem("notice.id") as string == notice.Id);
        await harness.Store.ReserveAsync(notice, fingerprint: null, CancellationToken.None);
        await harness.Starter.StartAsync(harness.Engine.Client, notice, CancellationToken.None);
        await harness.RunToEndAsync(notice);

        spans.Ended.Select(span => span.GetTagItem("notice.occurrence")).Should().Equal(1, 2, 3);
        spans.Ended.Select(span => span.TraceId).Should().OnlyHaveUniqueItems();
        ActivityContext.TryParse(Request, traceState: null, isRemote: true, out ActivityContext request).Should().BeTrue();
        foreach (Activity span in spans.Ended)
        {
            span.ParentSpanId.Should().Be(default(ActivitySpanId));
            span.TraceId.Should().NotBe(request.TraceId);
            span.Links.Should().ContainSingle().Which.Context.Should().Be(request);
            span.GetTagItem("notice.channel").Should().Be("email");
        }
    }

    [Fact]
    public async Task A_notice_that_came_without_a_trace_has_occurrences_without_links()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        using SpanRecorder spans = new(Traces.SourceName, span => harness.Provider.Taken.Any(one => one.Delivery.NoticeId == span.GetTagItem("notice.id") as string));
        await harness.PostAsync();

        spans.Ended.Should().ContainSingle().Which.Links.Should().BeEmpty();
    }

    [Fact]
    public void The_span_of_an_occurrence_does_not_belong_to_what_was_current_and_leaves_it_current()
    {
        using SpanRecorder spans = new(Traces.SourceName, span => span.OperationName == "this test's");
        using Activity around = new Activity("around").Start();
        using (Traces.BeginOccurrence("this test's", traceParent: null))
        {
            Activity.Current.Should().NotBe(around);
        }

        Activity.Current.Should().Be(around);
        spans.Ended.Should().ContainSingle().Which.TraceId.Should().NotBe(around.TraceId);
    }
}
