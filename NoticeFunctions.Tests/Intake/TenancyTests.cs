using NoticeFunctions.Applications;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tests.Intake;

/// <summary>Two applications that send the same do not meet.</summary>
public sealed class TenancyTests
{
    private const string Body = """{ "title": "a", "content": "b", "to": [ { "email": "ann@example.com" } ] }""";
    private const string Other = """{ "title": "c", "content": "d", "to": [ { "email": "bob@example.com" } ] }""";

    private static readonly Caller Billing = IntakeHarness.Caller with { Application = "billing" };

    [Fact]
    public async Task Idempotency_keys_of_two_applications_do_not_meet()
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        Answer orders = await harness.PostAsync(Body, key: "1234");
        Answer billing = await harness.PostAsync(Other, key: "1234", caller: Billing);

        (orders.Status, billing.Status).Should().Be((202, 202));
        billing.Body["id"]!.GetValue<string>().Should().NotBe(orders.Body["id"]!.GetValue<string>());
        (await harness.PostAsync(Other, key: "1234")).Status.Should().Be(422, "within one application they do");
    }

    [Fact]
    public async Task A_notice_belongs_to_the_application_that_sent_it()
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        string id = (await harness.PostAsync(Body, caller: Billing)).Body["id"]!.GetValue<string>();

        (await harness.Notices.Records.GetAsync(new NoticeKey("billing", id), CancellationToken.None))!.Notice.Application.Should().Be("billing");
        (await harness.Notices.Records.GetAsync(new NoticeKey("orders", id), CancellationToken.None)).Should().BeNull();
        (await harness.Notices.Records.ListAsync("orders", NoticeFilter.None, 10, continuation: null, CancellationToken.None)).Items.Should().BeEmpty();
    }
}
