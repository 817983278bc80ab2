using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using NoticeFunctions.LocalHost.Worker;
using NSubstitute;

namespace NoticeFunctions.Tests.LocalHost.Worker;

public sealed class HttpManagementPayloadTests
{
    [Fact]
    public void The_payload_is_written_as_the_real_host_does() =>
        JsonSerializer.Serialize(new HttpManagementPayload { Id = "n-1", StatusQueryGetUri = "http://host/n-1" }, JsonSerializerOptions.Web).Should().Be(
            """
            {"id":"n-1","statusQueryGetUri":"http://host/n-1","sendEventPostUri":null,"terminatePostUri":null,"rewindPostUri":null,"purgeHistoryDeleteUri":null,"restartPostUri":null,"suspendPostUri":null,"resumePostUri":null}
            """);

    [Fact]
    public void The_hosts_client_makes_the_payload()
    {
        HttpManagementPayload payload = new() { Id = "n-1" };
        var client = Substitute.For<DurableTaskClient, IManagementPayloadSource>("host");
        ((IManagementPayloadSource)client).Create("n-1").Returns(payload);

        client.CreateHttpManagementPayload("n-1").Should().BeSameAs(payload);
    }

    [Fact]
    public void A_client_that_knows_no_host_says_so()
    {
        Action create = () => Substitute.For<DurableTaskClient>("other").CreateHttpManagementPayload("n-1");

        create.Should().Throw<InvalidOperationException>().WithMessage("*[DurableClient]*");
    }

    [Fact]
    public void An_orchestration_knows_its_invocation_only_on_the_host()
    {
        TestInvocation invocation = new();
        var onHost = Substitute.For<TaskOrchestrationContext, IFunctionContextHolder>();
        ((IFunctionContextHolder)onHost).FunctionContext.Returns(invocation);

        onHost.GetFunctionContext().Should().BeSameAs(invocation);
        Substitute.For<TaskOrchestrationContext>().GetFunctionContext().Should().BeNull();
    }
}
