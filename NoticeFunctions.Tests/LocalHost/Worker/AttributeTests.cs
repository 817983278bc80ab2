using Microsoft.Azure.Functions.Worker;

namespace NoticeFunctions.Tests.LocalHost.Worker;

public sealed class AttributeTests
{
    [Fact]
    public void An_HTTP_trigger_asks_for_a_function_key_and_takes_any_method_unless_told_otherwise()
    {
        new HttpTriggerAttribute().Should().BeEquivalentTo(new { AuthLevel = AuthorizationLevel.Function, Methods = (string[]?)null, Route = (string?)null });
        new HttpTriggerAttribute("get", "post").Should().BeEquivalentTo(new { AuthLevel = AuthorizationLevel.Function, Methods = new[] { "get", "post" } });
        new HttpTriggerAttribute(AuthorizationLevel.Anonymous).AuthLevel.Should().Be(AuthorizationLevel.Anonymous);
    }

    [Fact]
    public void A_timer_trigger_remembers_its_runs_and_waits_for_its_time_unless_told_otherwise() =>
        new TimerTriggerAttribute("0 * * * * *").Should().BeEquivalentTo(new { Schedule = "0 * * * * *", UseMonitor = true, RunOnStartup = false });

    [Theory]
    [InlineData(typeof(int), false)]
    [InlineData(typeof(int?), true)]
    [InlineData(typeof(string), true)]
    public void A_parameter_knows_whether_it_can_hold_null(Type type, bool nullable) =>
        new FunctionParameter("p", type).IsReferenceOrNullableType.Should().Be(nullable);
}
