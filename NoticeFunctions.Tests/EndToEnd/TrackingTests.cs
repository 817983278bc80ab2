using System.Net;
using System.Text.Json.Nodes;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd;

[Collection<SharedPlatform>]
public sealed class TrackingTests(PlatformProcess platform) : PlatformTests(platform)
{
    private static readonly string Unknown = new('0', 32);

    [Fact]
    public async Task Status_answers_202_with_Location_and_Retry_After_while_it_runs_and_200_when_it_has_finished()
    {
        PlatformAnswer posted = await Client.PostAsync(PlatformClient.Mail(PlatformClient.NewAddress(), new JsonObject { ["delay"] = "PT3S" }).ToJsonString());
        string id = posted.Json["id"]!.GetValue<string>();
        string url = posted.Json["statusQueryGetUri"]!.GetValue<string>();
        url.Should().Be($"{Platform.Http.BaseAddress}api/notices/{id}/status").And.Be(posted.Headers.Location!.ToString());

        PlatformAnswer running = await Client.GetAsync(url[Platform.Http.BaseAddress!.ToString().Length..]);
        running.Status.Should().Be(HttpStatusCode.Accepted);
        running.Headers.Location!.ToString().Should().Be(url);
        running.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(5));
        running.Json.Select(member => member.Key).Should().Equal("name", "instanceId", "runtimeStatus", "input", "customStatus", "output", "createdTime", "lastUpdatedTime");
        running.Json["name"]!.GetValue<string>().Should().Be("Notice");
        running.Json["instanceId"]!.GetValue<string>().Should().Be(id);
        running.Json["runtimeStatus"]!.GetValue<string>().Should().BeOneOf("Pending", "Running");
        running.Text.Should().NotContain("example.com").And.NotContain("on its way", "no address and no text is in a history");

        await Client.EndedAsync(id);
        PlatformAnswer finished = await Client.GetAsync($"api/notices/{id}/status");
        await PlatformClient.Eventually(async () => (finished = await Client.GetAsync($"api/notices/{id}/status")).Status == HttpStatusCode.OK, () => finished.Text);
        finished.Json["runtimeStatus"]!.GetValue<string>().Should().Be("Completed");
        finished.Json["output"]!.GetValue<string>().Should().Be("completed");
        finished.Headers.Location.Should().BeNull();
    }

    [Fact]
    public async Task Deliveries_tell_each_attempt_the_newest_occurrence_first()
    {
        string ann = PlatformClient.NewAddress();
        string id = await Client.AcceptedAsync(PlatformClient.Mail(ann, new JsonObject { ["every"] = "PT1S", ["count"] = 2 }));
        await Client.EndedAsync(id);
        IReadOnlyList<JsonObject> deliveries = await Client.ListAsync($"api/notices/{id}/deliveries?limit=1");

        deliveries.Select(one => one["id"]!.GetValue<string>()).Should().Equal($"{id}-2-email-0", $"{id}-1-email-0");
        JsonObject first = deliveries[1];
        first.Select(member => member.Key).Should().BeEquivalentTo("id", "occurrence", "channel", "recipient", "provider", "status", "attempts");
        first["occurrence"]!.GetValue<int>().Should().Be(1);
        first["recipient"]!.GetValue<string>().Should().Be(ann);
        first["provider"]!.GetValue<string>().Should().Be("sendGrid");
        JsonObject attempt = first["attempts"]!.AsArray().Should().ContainSingle().Subject!.AsObject();
        attempt.Select(member => member.Key).Should().Contain(["at", "provider", "result", "providerMessageId"]);
        attempt["providerMessageId"]!.GetValue<string>().Should().StartWith("message-");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/status")]
    [InlineData("/deliveries")]
    public async Task An_unknown_notice_is_a_404_problem(string rest)
    {
        foreach (string id in (string[])[Unknown, "nonsense", Unknown + "0", "a%2Fb"])
        {
            PlatformAnswer answer = await Client.GetAsync($"api/notices/{id}{rest}");
            answer.Status.Should().Be(HttpStatusCode.NotFound);
            answer.ContentType.Should().StartWith("application/problem+json");
            answer.Json["type"]!.GetValue<string>().Should().Be("urn:notice:problem:not-found");
        }
    }

    [Fact]
    public async Task The_list_is_filtered_by_everything_that_the_API_names()
    {
        (string ann, string category) = (PlatformClient.NewAddress(), $"c{Guid.NewGuid():N}");
        string mail = await Client.AcceptedAsync(In(PlatformClient.Mail(ann)));
        await Client.EndedAsync(mail);
        JsonObject byPhone = In(PlatformClient.Mail(ann, new JsonObject { ["delay"] = "P1D" }));
        byPhone["to"] = new JsonArray(new JsonObject { ["phone"] = "+14155550123" });
        string sms = await Client.AcceptedAsync(byPhone);
        string created = (await Client.GetAsync($"api/notices/{sms}")).Json["created"]!.GetValue<string>();
        string since = Uri.EscapeDataString(created);

        (await Ids($"api/notices?category={category}")).Should().Equal(sms, mail);
        (await Ids($"api/notices?category={category}&status=completed")).Should().Equal(mail);
        (await Ids($"api/notices?category={category}&status=scheduled")).Should().Equal(sms);
        (await Ids($"api/notices?category={category}&channel=sms")).Should().Equal(sms);
        (await Ids($"api/notices?recipient={Uri.EscapeDataString(ann.ToUpperInvariant())}")).Should().Equal(mail);
        (await Ids($"api/notices?category={category}&recipient={Uri.EscapeDataString("+1 415 555 0123")}")).Should().Equal(sms);
        (await Ids($"api/notices?category={category}&from={since}")).Should().Equal(sms);
        (await Ids($"api/notices?category={category}&to={since}")).Should().Equal(mail);
        (await Ids($"api/notices?category={category}&channel=app")).Should().BeEmpty();

        JsonObject In(JsonObject notice)
        {
            notice["category"] = category;
            return notice;
        }
    }

    [Fact]
    public async Task The_list_comes_in_pages_newest_first_each_notice_once()
    {
        string category = $"c{Guid.NewGuid():N}";
        List<string> posted = [];
        for (int number = 0; number < 5; number++)
        {
            JsonObject notice = PlatformClient.Mail(PlatformClient.NewAddress(), new JsonObject { ["delay"] = "P1D" });
            notice["category"] = category;
            posted.Add(await Client.AcceptedAsync(notice));
        }

        PlatformAnswer first = await Client.GetAsync($"api/notices?category={category}&limit=2");
        first.Json.Select(member => member.Key).Should().Equal("items", "continuation");
        first.Json["items"]!.AsArray().Should().HaveCount(2);
        first.Json["items"]![0]!.AsObject().Select(member => member.Key).Should().NotContain(["content", "to"]);
        (await Ids($"api/notices?category={category}&limit=2")).Should().Equal(Enumerable.Reverse(posted));
        PlatformAnswer last = await Client.GetAsync($"api/notices?category={category}&limit=200");
        last.Json.ContainsKey("continuation").Should().BeTrue("its absence would leave a question");
        last.Json["continuation"].Should().BeNull();
    }

    [Fact]
    public async Task A_wrong_query_names_every_wrong_parameter()
    {
        PlatformAnswer answer = await Client.GetAsync("api/notices?status=done&channel=fax&from=yesterday&limit=201&more=1");
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.Pointers.Should().BeEquivalentTo("?status", "?channel", "?from", "?limit", "?more");
        (await Client.GetAsync("api/notices?continuation=nonsense")).Pointers.Should().Equal("?continuation");
    }

    private async Task<IEnumerable<string>> Ids(string path) => (await Client.ListAsync(path)).Select(item => item["id"]!.GetValue<string>());
}
