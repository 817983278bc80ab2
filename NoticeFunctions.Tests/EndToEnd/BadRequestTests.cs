using System.Net;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd;

[Collection<SharedPlatform>]
public sealed class BadRequestTests(PlatformProcess platform) : PlatformTests(platform)
{
    [Fact]
    public async Task A_wrong_notice_is_400_and_names_every_wrong_member_at_once()
    {
        PlatformAnswer answer = await Client.PostAsync("""
            { "title": "", "content": "b", "to": [ { "email": "ann@example.com" }, { "email": "nonsense" }, {} ], "channels": [ "fax" ],
              "schedule": { "every": "PT0.5S", "count": 0 }, "priority": "high", "category": "No Spaces", "metadata": { "a": 1 }, "more": true }
            """);

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.ContentType.Should().StartWith("application/problem+json");
        answer.Pointers.Should().BeEquivalentTo(
            "/title", "/to/1/email", "/to/2", "/channels/0", "/schedule/every", "/schedule/count", "/priority", "/category", "/metadata/a", "/more");
        answer.Json["errors"]!.AsArray().Should().OnlyContain(error => error!["detail"]!.GetValue<string>().Length > 0);
    }

    [Fact]
    public async Task Nothing_of_a_wrong_notice_is_kept()
    {
        string ann = PlatformClient.NewAddress();
        await Client.PostAsync($$"""{ "title": "", "content": "b", "to": [ { "email": "{{ann}}" } ] }""");

        (await Client.ListAsync($"api/notices?recipient={Uri.EscapeDataString(ann)}")).Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{ "title": "a", """, "")]
    [InlineData("""{ "title": "a", "title": "b", "content": "c", "to": [ { "email": "ann@example.com" } ] }""", "/title")]
    [InlineData("""{ "title": "a", "content": "c", "to": [] }""", "/to")]
    [InlineData("""{ "title": "a", "content": "c", "to": [ { "email": "ann@example.com" } ], "schedule": { "every": "PT1H" } }""", "/schedule")]
    [InlineData("""{ "title": "a", "content": "c", "to": [ { "email": "ann@example.com" } ], "schedule": { "at": "2001-01-01T00:00:00Z" } }""", "/schedule/at")]
    public async Task What_can_not_be_a_notice_is_told_where(string body, string pointer)
    {
        PlatformAnswer answer = await Client.PostAsync(body);
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.Pointers.Should().Equal(pointer);
    }

    [Fact]
    public async Task A_body_over_2_MB_is_413()
    {
        PlatformAnswer answer = await Client.PostAsync(new string(' ', 2_100_000));
        answer.Status.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        answer.ContentType.Should().StartWith("application/problem+json");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData(null)]
    public async Task A_body_that_is_no_JSON_by_its_own_word_is_415(string? contentType)
    {
        PlatformAnswer answer = await Client.PostAsync(PlatformClient.Mail("ann@example.com").ToJsonString(), contentType);
        answer.Status.Should().Be(HttpStatusCode.UnsupportedMediaType);
        answer.ContentType.Should().StartWith("application/problem+json");
    }

    [Fact]
    public async Task The_same_key_gives_one_notice_and_another_body_under_it_is_422()
    {
        (string ann, string key) = (PlatformClient.NewAddress(), Guid.NewGuid().ToString());
        string body = PlatformClient.Mail(ann).ToJsonString();
        PlatformAnswer first = await Client.PostAsync(body, key: key);
        PlatformAnswer second = await Client.PostAsync(body, key: key);
        PlatformAnswer other = await Client.PostAsync(body.Replace("1234", "5678"), key: key);

        second.Text.Should().Be(first.Text);
        other.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        await Client.EndedAsync(first.Json["id"]!.GetValue<string>());
        SendGrid.CallsFor(ann).Should().ContainSingle();
    }
}
