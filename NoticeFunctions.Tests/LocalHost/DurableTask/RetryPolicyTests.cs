using Microsoft.DurableTask;

namespace NoticeFunctions.Tests.LocalHost.DurableTask;

public sealed class RetryPolicyTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_policy_waits_evenly_at_most_an_hour_and_without_end_unless_told_otherwise()
    {
        RetryPolicy policy = new(3, Second);

        policy.MaxNumberOfAttempts.Should().Be(3);
        policy.FirstRetryInterval.Should().Be(Second);
        policy.BackoffCoefficient.Should().Be(1);
        policy.MaxRetryInterval.Should().Be(TimeSpan.FromHours(1));
        policy.RetryTimeout.Should().Be(Timeout.InfiniteTimeSpan);
    }

    [Theory]
    [InlineData(0, 1, 1, 10, 10, "maxNumberOfAttempts")]
    [InlineData(-1, 1, 1, 10, 10, "maxNumberOfAttempts")]
    [InlineData(1, 0, 1, 10, 10, "firstRetryInterval")]
    [InlineData(1, 1, 0.99, 10, 10, "backoffCoefficient")]
    [InlineData(1, 5, 1, 4, 10, "maxRetryInterval")]
    [InlineData(1, 5, 1, 10, 4, "retryTimeout")]
    public void A_value_out_of_range_is_refused_by_name(int attempts, int first, double coefficient, int longest, int timeout, string name)
    {
        Action make = () => _ = new RetryPolicy(attempts, first * Second, coefficient, longest * Second, timeout * Second);

        make.Should().Throw<ArgumentOutOfRangeException>().Which.ParamName.Should().Be(name);
    }

    [Fact]
    public void The_limits_may_be_infinite()
    {
        RetryPolicy policy = new(1, Second, 2, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        policy.MaxRetryInterval.Should().Be(Timeout.InfiniteTimeSpan);
        policy.RetryTimeout.Should().Be(Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public void A_first_interval_longer_than_the_default_limit_is_no_fault() =>
        new RetryPolicy(2, TimeSpan.FromHours(2)).FirstRetryInterval.Should().Be(TimeSpan.FromHours(2));

    [Fact]
    public void Every_failure_is_retried_unless_the_policy_says_otherwise() =>
        new RetryPolicy(2, Second).Handle(new InvalidOperationException()).Should().BeTrue();

    [Fact]
    public void HandleFailure_sees_what_failed_and_not_the_exception_that_reports_it()
    {
        RetryPolicy policy = new(2, Second) { HandleFailure = failure => failure.IsCausedBy<TimeoutException>() };

        policy.Handle(new TaskFailedException("Send", 0, new TimeoutException())).Should().BeTrue();
        policy.Handle(new TaskFailedException("Send", 0, new FormatException())).Should().BeFalse();
        policy.Handle(new TimeoutException()).Should().BeTrue();
    }
}
