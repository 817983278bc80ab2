using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using NJsonSchema;
using NoticeFunctions.Docs;
using NoticeFunctions.Notices;
using NoticeFunctions.Tests.Intake;

namespace NoticeFunctions.Tests.Docs;

public sealed class DocumentTests
{
    private static async Task<JsonObject> DocumentAsync() => JsonNode.Parse(await new ApiDocument().JsonAsync())!.AsObject();

    [Fact]
    public async Task Every_HTTP_function_of_the_app_is_in_the_document()
    {
        JsonObject document = await DocumentAsync();
        string[] functions =
        [
            .. from type in typeof(Notice).Assembly.GetTypes()
               from method in type.GetMethods()
               where method.GetParameters().Any(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>() is not null)
               select method.GetCustomAttribute<FunctionAttribute>()!.Name,
        ];

        functions.Should().NotBeEmpty();
        document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(operation => operation.Value!["operationId"]!.GetValue<string>())
            .Should().BeEquivalentTo(functions);
    }

    [Fact]
    public async Task Paths_are_those_that_callers_use() =>
        (await DocumentAsync())["paths"]!.AsObject().Select(path => path.Key).Should().BeEquivalentTo(
            "/", "/.well-known/jwks.json", "/a/{token}", "/api/applications", "/api/applications/{id}", "/api/applications/{id}/disable", "/api/applications/{id}/enable", "/api/applications/{id}/keys",
            "/api/applications/{id}/keys/{kid}", "/api/applications/{id}/pause", "/api/applications/{id}/resume", "/api/channels/{channel}/configurations", "/api/channels/{channel}/configurations/{name}", "/api/channels/{channel}/configurations/{name}/test", "/api/channels/{channel}/pause", "/api/channels/{channel}/resume",
            "/api/dead-letters", "/api/dead-letters/redrive", "/api/devices", "/api/devices/{id}", "/api/docs", "/api/health", "/api/inbox", "/api/inbox/acknowledge", "/api/inbox/read", "/api/negotiate", "/api/notices", "/api/notices/batch", "/api/notices/{id}", "/api/notices/{id}/acknowledge", "/api/notices/{id}/cancel", "/api/notices/{id}/deliveries",
            "/api/notices/{id}/log", "/api/notices/{id}/pause", "/api/notices/{id}/reschedule", "/api/notices/{id}/resume", "/api/notices/{id}/status", "/api/notices/{id}/trigger",
            "/api/openapi.json", "/api/sandbox", "/api/schedules/preview", "/api/suppressions", "/api/suppressions/{id}", "/api/tokens", "/api/webhooks/sendgrid", "/api/webhooks/twilio", "/u/{token}");

    [Fact]
    public async Task Every_example_can_be_posted_as_it_stands()
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        JsonObject examples = Notices(await DocumentAsync())["examples"]!.AsObject();

        examples.Count.Should().Be(NoticeExamples.All.Count).And.BeGreaterThan(3);
        foreach ((string name, JsonNode? example) in examples)
        {
            (await harness.PostAsync(example!["value"]!.ToJsonString())).Status.Should().Be(202, "example {0} must be right", name);
        }
    }

    [Fact]
    public async Task Every_example_fits_the_schema_that_stands_beside_it()
    {
        JsonObject document = await DocumentAsync();
        JsonSchema schema = await JsonSchema.FromJsonAsync(document["components"]!["schemas"]!["NewNotice"]!.ToJsonString());
        foreach ((_, JsonNode? example) in Notices(document)["examples"]!.AsObject())
        {
            schema.Validate(example!["value"]!.ToJsonString()).Should().BeEmpty();
        }

        schema.Validate("""{ "title": "a", "content": "b", "to": [], "more": 1 }""").Should().HaveCount(2);
    }

    [Fact]
    public async Task Every_example_of_a_preview_fits_the_schema_that_stands_beside_it()
    {
        JsonObject document = await DocumentAsync();
        JsonSchema schema = await JsonSchema.FromJsonAsync(document["components"]!["schemas"]!["SchedulePreview"]!.ToJsonString());
        JsonObject examples = document["paths"]!["/api/schedules/preview"]!["post"]!["requestBody"]!["content"]!["application/json"]!["examples"]!.AsObject();
        foreach ((_, JsonNode? example) in examples)
        {
            schema.Validate(example!["value"]!.ToJsonString()).Should().BeEmpty();
        }

        schema.Validate("""{ "schedule": { "cron": 5, "more": 1 }, "count": 1001 }""").Should().HaveCountGreaterThan(1);
    }

    [Fact]
    public async Task Every_answer_with_a_body_has_a_schema_that_is_there()
    {
        JsonObject document = await DocumentAsync();
        JsonObject schemas = document["components"]!["schemas"]!.AsObject();
        string[] references = [.. document["paths"]!.ToJsonString().Split("#/components/schemas/").Skip(1).Select(rest => rest[..rest.IndexOf('"')])];

        references.Should().NotBeEmpty().And.OnlyContain(name => schemas.ContainsKey(name));
        schemas["Notice"]!["properties"]!.AsObject().Select(property => property.Key).Should().Contain(["id", "status", "title", "to", "nextDue", "counts"]);
    }

    [Fact]
    public void The_page_loads_nothing_from_elsewhere()
    {
        using StreamReader page = new(typeof(GetDocs).Assembly.GetManifestResourceStream("NoticeFunctions.Docs.page.html")!);
        page.ReadToEnd().Should().NotContain("http://").And.NotContain("https://").And.Contain("/api/openapi.json");
    }

    private static JsonNode Notices(JsonObject document) => document["paths"]!["/api/notices"]!["post"]!["requestBody"]!["content"]!["application/json"]!;
}
