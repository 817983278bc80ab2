using FsCheck;
using FsCheck.Xunit;
using Microsoft.DurableTask;
using NoticeFunctions.LocalHost.Engine.History;
using NoticeFunctions.LocalHost.Engine.Instances;

namespace NoticeFunctions.Tests.LocalHost.Engine;

public sealed class HistoryTests
{
    private static readonly DateTime At = new(2026, 3, 4, 5, 6, 7, DateTimeKind.Utc);

    [Fact]
    public void Every_event_survives_its_binary_form()
    {
        HistoryEvent[] events = [.. OneOfEach()];

        HistoryDump.Events(Encode(events)).Should().BeEquivalentTo(events, options => options.PreferringRuntimeMemberTypes().WithStrictOrdering());
    }

    [Fact]
    public void Every_kind_of_event_is_tried()
    {
        IEnumerable<Type> kinds = typeof(HistoryEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(HistoryEvent)) && !type.IsAbstract);

        OneOfEach().Select(item => item.GetType()).Distinct().Should().BeEquivalentTo(kinds);
    }

    [Fact]
    public void A_history_dumped_as_text_and_read_again_is_the_same()
    {
        byte[] history = Encode(OneOfEach().Where(item => item is not ContinuedAsNew));

        HistoryDump.FromLines(HistoryDump.ToLines(history)).Should().Equal(history);
    }

    [Property]
    public void Numbers_and_texts_survive_the_journal(long number, string? text, DateTime time)
    {
        ByteWriter writer = new(1);
        writer.Number(number);
        writer.Text(text);
        writer.Time(time);
        writer.Byte(7);

        ByteReader reader = new(writer.Written);
        reader.Number().Should().Be(number);
        reader.OptionalText().Should().Be(text);
        reader.Time().Should().Be(DateTime.SpecifyKind(time, DateTimeKind.Utc));
        reader.Byte().Should().Be(7);
        reader.AtEnd.Should().BeTrue();
    }

    [Fact]
    public void An_unknown_event_is_refused_by_number()
    {
        Action read = () => HistoryDump.Events(new byte[] { 250 });

        read.Should().Throw<InvalidDataException>().WithMessage("*250*");
    }

    [Fact]
    public void What_a_history_asked_for_and_has_no_result_of_is_open()
    {
        TaskScheduled activity = new(7, "DeliverSms", "\"input\"");
        TimerCreated timer = new(8, At.AddDays(1));

        new OpenRequests().Of(Encode([.. OneOfEach(), activity, timer])).Should().Equal(activity, timer);
    }

    private static byte[] Encode(IEnumerable<HistoryEvent> events)
    {
        ByteWriter writer = new();
        foreach (HistoryEvent item in events)
        {
            HistoryCodec.Write(writer, item);
        }

        return writer.Written.ToArray();
    }

    private static IEnumerable<HistoryEvent> OneOfEach()
    {
        TaskFailureDetails failure = new("System.InvalidOperationException", "no", "at line 1", new TaskFailureDetails("System.ArgumentException", "inner", null, null, null), null);
        ExecutionStarted start = new(At, "Notice", "1.0", "{}", new ParentLink("p", "Parent", 3), At.AddDays(1), 2, new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "b", ["c"] = "d" });
        yield return new TurnStarted(At);
        yield return start;
        yield return new TaskScheduled(1, "DeliverEmail", "\"ä€😀\"");
        yield return new TaskCompleted(At, 1, null);
        yield return new TaskFailed(At, 1, failure);
        yield return new TimerCreated(2, At.AddYears(400));
        yield return new TimerFired(At, 2, At);
        yield return new TimerCanceled(3, 2);
        yield return new SubOrchestrationCreated(4, "Child", "id", null, "1");
        yield return new SubOrchestrationCompleted(At, 4, "2");
        yield return new SubOrchestrationFailed(At, 4, failure);
        yield return new EventSent(5, "id", "e", "3");
        yield return new EventRaised(At, "e", "3");
        yield return new ExecutionSuspended(At, "why");
        yield return new ExecutionResumed(At, null);
        yield return new ExecutionTerminated(At, "\"x\"");
        yield return new ForeignAwaitDetected(At);
        yield return new CustomStatusChanged("4");
        yield return new ExecutionCompleted(At, InstanceStatus.Failed, "no", failure);
        yield return new ExecutionRewound(At, "again", [1, 70], [2, 3]);
        yield return new RequestTakenBack(6, "DeliverEmail", null);
        yield return new EventTakenBack(At);
        yield return new EventTakenBack(null);
        yield return new ContinuedAsNew(start, [new EventRaised(At, "e", "5")]);
    }
}
