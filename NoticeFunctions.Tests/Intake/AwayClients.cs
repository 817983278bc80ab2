using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using NSubstitute;

namespace NoticeFunctions.Tests.Intake;

/// <summary>Engines that are not there.</summary>
internal static class AwayClients
{
    /// <summary>Every start and every look fails.</summary>
    public static DurableTaskClient Failing(this DurableTaskClient client, Exception cause) =>
        client.Answering(() => Task.FromException<string>(cause), () => Task.FromException<OrchestrationMetadata?>(cause));

    /// <summary>Every start fails, and looks find what another client knows: the start got through and its answer was lost, or it did not.</summary>
    public static DurableTaskClient FailingOnlyToStart(this DurableTaskClient client, DurableTaskClient known)
    {
        client.Answering(() => Task.FromException<string>(new TimeoutException("the answer is lost")), () => Task.FromResult<OrchestrationMetadata?>(null));
        client.GetInstanceAsync(Arg.Any<string>(), Arg.Any<CancellationToken>()).Returns(call => known.GetInstanceAsync(call.Arg<string>(), CancellationToken.None));
        return client;
    }

    /// <summary>No start and no look ever comes back.</summary>
    public static DurableTaskClient Hanging(this DurableTaskClient client) =>
        client.Answering(() => new TaskCompletionSource<string>().Task, () => new TaskCompletionSource<OrchestrationMetadata?>().Task);

    private static DurableTaskClient Answering(this DurableTaskClient client, Func<Task<string>> start, Func<Task<OrchestrationMetadata?>> look)
    {
        client.ScheduleNewOrchestrationInstanceAsync(Arg.Any<TaskName>(), Arg.Any<object?>(), Arg.Any<StartOrchestrationOptions?>(), Arg.Any<CancellationToken>()).Returns(_ => start());
        client.GetInstanceAsync(Arg.Any<string>(), Arg.Any<CancellationToken>()).Returns(_ => look());
        return client;
    }
}
