using NoticeFunctions.Notices;
using NoticeFunctions.Records.Redis;
using NSubstitute;
using StackExchange.Redis;

namespace NoticeFunctions.Tests.Records.Redis;

/// <summary>How marks travel together.</summary>
public sealed class UnstartedMarksTests
{
    private readonly IDatabaseAsync database = Substitute.For<IDatabaseAsync>();
    private readonly List<(RedisKey List, SortedSetEntry[] Entries, TaskCompletionSource<long> Answer)> commands = [];
    private readonly UnstartedMarks marks;

    public UnstartedMarksTests()
    {
        marks = new(database, TimeProvider.System);
        database.SortedSetAddAsync(Arg.Any<RedisKey>(), Arg.Any<SortedSetEntry[]>(), SortedSetWhen.NotExists, Arg.Any<CommandFlags>()).Returns(call =>
        {
            commands.Add((call.ArgAt<RedisKey>(0), call.ArgAt<SortedSetEntry[]>(1), new()));
            return commands[^1].Answer.Task;
        });
    }

    [Fact]
    public async Task Who_comes_alone_does_not_wait_for_others()
    {
        Task<Task> sent = marks.SendAsync(Key("orders", 1));

        sent.IsCompleted.Should().BeTrue();
        commands.Should().ContainSingle().Which.Entries.Should().ContainSingle();
        commands[0].Answer.SetResult(1);
        await await sent;
        (await marks.SendAsync(Key("orders", 2))).IsCompleted.Should().BeFalse("the store has not answered");
        commands.Should().HaveCount(2);
    }

    [Fact]
    public async Task What_comes_while_one_is_on_its_way_goes_together_afterwards()
    {
        _ = marks.SendAsync(Key("orders", 1));
        Task<Task>[] later = [marks.SendAsync(Key("orders", 2)), marks.SendAsync(Key("orders", 3)), marks.SendAsync(Key("billing", 4))];
        later.Should().NotContain(sent => sent.IsCompleted);
        commands.Should().ContainSingle();

        commands[0].Answer.SetResult(1);
        Task[] written = await Task.WhenAll(later);

        commands.Skip(1).Select(command => (command.List, command.Entries.Length)).Should().Equal((RedisKeys.Unstarted("orders"), 2), (RedisKeys.Unstarted("billing"), 1));
        written.Should().NotContain(one => one.IsCompleted);
        commands.Skip(1).ToList().ForEach(command => command.Answer.SetResult(command.Entries.Length));
        await Task.WhenAll(written);
    }

    [Fact]
    public async Task A_command_that_fails_fails_those_that_went_with_it_and_no_other()
    {
        Task first = await marks.SendAsync(Key("orders", 1));
        Task<Task> second = marks.SendAsync(Key("orders", 2));

        commands[0].Answer.SetException(new TimeoutException());
        Task written = await second;
        commands[1].Answer.SetResult(1);

        await first.Awaiting(task => task).Should().ThrowAsync<TimeoutException>();
        await written;
    }

    private static NoticeKey Key(string application, int number) => new(application, $"{number:x32}");
}
