using Microsoft.Extensions.Time.Testing;
using NoticeFunctions.LocalHost.Journal;

namespace NoticeFunctions.Tests.LocalHost.Journal;

public sealed class JournalTailTests
{
    private readonly FakeTimeProvider time = new();
    private readonly JournalStoreOptions options = new();
    private readonly JournalTail tail;

    public JournalTailTests() => tail = new(options, time);

    [Fact]
    public void What_the_storage_has_had_for_long_enough_is_let_go()
    {
        tail.Add(1, 0, new byte[10]);
        tail.Confirm();
        tail.IsEmpty.Should().BeFalse();

        time.Advance(options.TailTime + TimeSpan.FromSeconds(1));
        tail.Confirm();

        tail.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void What_had_to_be_appended_again_is_kept_as_if_it_were_new()
    {
        tail.Add(1, 0, new byte[10]);
        time.Advance(options.TailTime + TimeSpan.FromSeconds(1));
        tail.Renew();
        tail.Confirm();
        tail.IsEmpty.Should().BeFalse();

        time.Advance(options.TailTime + TimeSpan.FromSeconds(1));
        tail.Confirm();

        tail.IsEmpty.Should().BeTrue();
    }
}
