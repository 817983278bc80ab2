using Microsoft.DurableTask;

namespace NoticeFunctions.Tests.LocalHost.DurableTask;

public sealed class TaskFailureTests
{
    [Fact]
    public void An_exception_becomes_its_type_its_message_its_stack_and_its_causes()
    {
        TaskFailureDetails details = TaskFailureDetails.FromException(Thrown(new InvalidOperationException("activity says boom", new FormatException("the inner reason"))));

        details.ErrorType.Should().Be("System.InvalidOperationException");
        details.ErrorMessage.Should().Be("activity says boom");
        details.StackTrace.Should().Contain(nameof(Thrown));
        details.InnerFailure.Should().Be(new TaskFailureDetails("System.FormatException", "the inner reason", null, null, null));
        details.ToString().Should().Be("System.InvalidOperationException: activity says boom");
    }

    [Fact]
    public void A_failed_task_is_reported_by_name_number_and_reason()
    {
        TaskFailedException failed = new("Throws", 0, new InvalidOperationException("activity says boom"));

        failed.Message.Should().Be("Task 'Throws' (#0) failed with an unhandled exception: activity says boom");
        (failed.TaskName, failed.TaskId).Should().Be(("Throws", 0));
        failed.FailureDetails.ErrorType.Should().Be("System.InvalidOperationException");
    }

    [Fact]
    public void A_failure_from_history_reads_as_one_with_its_exception()
    {
        TaskFailureDetails details = TaskFailureDetails.FromException(new InvalidOperationException("activity says boom"));

        TaskFailedException failed = new("Throws", 4, details);

        failed.Message.Should().Be("Task 'Throws' (#4) failed with an unhandled exception: activity says boom");
        failed.FailureDetails.Should().BeSameAs(details);
        failed.InnerException.Should().BeNull();
    }

    [Fact]
    public void What_failed_is_the_cause_of_the_orchestration_that_lets_it_through()
    {
        TaskFailureDetails cause = TaskFailureDetails.FromException(new InvalidOperationException("boom", new FormatException("why")));

        TaskFailureDetails outer = TaskFailureDetails.FromException(new TaskFailedException("Throws", 0, cause));

        outer.ErrorType.Should().Be("Microsoft.DurableTask.TaskFailedException");
        outer.InnerFailure.Should().BeSameAs(cause);
    }

    [Theory]
    [InlineData(typeof(FileNotFoundException), true)]
    [InlineData(typeof(IOException), true)]
    [InlineData(typeof(Exception), true)]
    [InlineData(typeof(InvalidOperationException), false)]
    public void A_failure_is_caused_by_its_own_type_and_that_types_bases(Type type, bool caused) =>
        TaskFailureDetails.FromException(new FileNotFoundException("x", new InvalidOperationException())).IsCausedBy(type).Should().Be(caused);

    [Fact]
    public void An_exception_type_of_the_app_is_found()
    {
        TaskFailureDetails details = TaskFailureDetails.FromException(new AppException());

        details.IsCausedBy<AppException>().Should().BeTrue();
        details.IsCausedBy<Exception>().Should().BeTrue();
        details.IsCausedBy<ArgumentException>().Should().BeFalse();
    }

    [Theory]
    [InlineData("No.Such.Exception")]
    [InlineData("")]
    public void A_type_that_is_not_loaded_causes_nothing(string name) =>
        new TaskFailureDetails(name, "m", null, null, null).IsCausedBy<Exception>().Should().BeFalse();

    [Fact]
    public void Only_exceptions_can_be_asked_for()
    {
        Action ask = () => TaskFailureDetails.FromException(new AppException()).IsCausedBy(typeof(string));

        ask.Should().Throw<ArgumentException>();
    }

    private static Exception Thrown(Exception exception)
    {
        try
        {
            throw exception;
        }
        catch (Exception caught)
        {
            return caught;
        }
    }

    private sealed class AppException() : Exception("the app's own");
}
