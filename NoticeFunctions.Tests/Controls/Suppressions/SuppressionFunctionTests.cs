using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NoticeFunctions.Applications;
using NoticeFunctions.Controls.Suppressions;
using NoticeFunctions.Tests.Intake;
using NoticeFunctions.Tests.Orchestration;

namespace NoticeFunctions.Tests.Controls.Suppressions;

public sealed class SuppressionFunctionTests
{
    private static SuppressionFunctions Functions(NoticeHarness harness) => new(harness.SuppressionStore, harness.Suppressions, harness.Time);

    private static async Task<Answer> PostAsync(NoticeHarness harness, string body)
    {
        DefaultHttpContext http = IntakeHarness.Request(Encoding.UTF8.GetBytes(body), "application/json");
        return await IntakeHarness.AnswerAsync(http, await Functions(harness).AddAsync(http.Request));
    }

    private static async Task<Answer> ListAsync(NoticeHarness harness, string query, string application = "orders")
    {
        DefaultHttpContext http = IntakeHarness.Request([], contentType: null);
        http.SetCaller(new Caller(application, Scopes.NoticesRead));
        http.Request.QueryString = new QueryString(query);
        return await IntakeHarness.AnswerAsync(http, await Functions(harness).ListAsync(http.Request));
    }

    [Fact]
    public async Task One_is_added_found_by_its_address_listed_without_it_and_removed()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Answer added = await PostAsync(harness, """{ "channel": "email", "address": "Ann@example.com", "reason": "complained", "category": "news" }""");
        added.Status.Should().Be(200);
        string id = added.Body["id"]!.GetValue<string>();
        (added.Body["reason"]!.GetValue<string>(), added.Body["category"]!.GetValue<string>()).Should().Be(("complained", "news"));

        Ids(await ListAsync(harness, "?channel=email&address=ann%40example.com&category=news")).Should().Equal(id);
        Ids(await ListAsync(harness, "?channel=email&address=bob%40example.com&category=news")).Should().BeEmpty();
        Answer all = await ListAsync(harness, "");
        Ids(all).Should().Equal(id);
        all.Body.ToJsonString().Should().NotContain("example.com");
        Ids(await ListAsync(harness, "", application: "billing")).Should().BeEmpty("another application's are its own");

        (await RemoveAsync(harness, id)).Should().Be(204);
        (await RemoveAsync(harness, id)).Should().Be(404);
        (await RemoveAsync(harness, "nonsense")).Should().Be(404);
    }

    [Theory]
    [InlineData("{}", "/channel", "/address")]
    [InlineData("""{ "channel": "fax", "address": "a" }""", "/channel")]
    [InlineData("""{ "channel": "email", "address": "ann" }""", "/address")]
    [InlineData("""{ "channel": "sms", "address": "ann@example.com" }""", "/address")]
    [InlineData("""{ "channel": "email", "address": "ann@example.com", "reason": "spite", "category": "No News" }""", "/reason", "/category")]
    [InlineData("""{ "channel": "email", "address": "ann@example.com", "more": 1 }""", "/more")]
    public async Task What_is_wrong_is_named(string body, params string[] pointers)
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Answer answer = await PostAsync(harness, body);
        answer.Status.Should().Be(400);
        answer.Body["errors"]!.AsArray().Select(one => one!["pointer"]!.GetValue<string>()).Should().Equal(pointers);
    }

    [Theory]
    [InlineData("?address=ann%40example.com")]
    [InlineData("?channel=email")]
    [InlineData("?channel=fax&address=a")]
    [InlineData("?who=ann")]
    public async Task A_wrong_query_is_refused(string query)
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        (await ListAsync(harness, query)).Status.Should().Be(400);
    }

    private static async Task<int> RemoveAsync(NoticeHarness harness, string id)
    {
        DefaultHttpContext http = IntakeHarness.Request([], contentType: null);
        http.RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider();
        IResult result = await Functions(harness).RemoveAsync(http.Request, id);
        await result.ExecuteAsync(http);
        return http.Response.StatusCode;
    }

    private static IEnumerable<string> Ids(Answer answer) => answer.Body["items"]!.AsArray().Select(one => one!["id"]!.GetValue<string>());
}
