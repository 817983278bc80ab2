using System.Text;
using System.Text.Json.Nodes;
using NoticeFunctions.Channels.Attachments;
using NoticeFunctions.Intake;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Tests.Intake;

/// <summary>Notices with files, from their request to their delivery.</summary>
public sealed class AttachmentTests
{
    private static string Body(int bytes, string title = "Invoice") => new JsonObject
    {
        ["title"] = title,
        ["content"] = "It is attached.",
        ["to"] = new JsonArray(new JsonObject { ["email"] = "ann@example.com" }),
        ["attachments"] = new JsonArray(new JsonObject { ["name"] = "a.bin", ["contentType"] = "application/octet-stream", ["content"] = Convert.ToBase64String(new byte[bytes]) }),
    }.ToJsonString();

    [Fact]
    public async Task Files_of_ten_megabytes_are_delivered_and_stand_in_no_record()
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        IReadOnlyList<AttachedFile> delivered = [];
        harness.Notices.Provider.Seen = notice => delivered = notice.Files;
        Answer answer = await harness.PostAsync(Body(AttachmentLimits.Bytes));
        await harness.Notices.Engine.Engine.WhenIdleAsync();

        answer.Status.Should().Be(202);
        delivered.Should().ContainSingle().Which.Content.Should().HaveCount(AttachmentLimits.Bytes);
        NoticeKey key = new("orders", answer.Body["id"]!.GetValue<string>());
        Notice kept = (await harness.Notices.Store.GetAsync(key, CancellationToken.None))!.Notice;
        kept.Files.Should().BeEmpty();
        NoticeAttachment attachment = kept.Attachments!.Single();
        (attachment.Name, attachment.Size).Should().Be(("a.bin", AttachmentLimits.Bytes));
        harness.Notices.AttachmentStore.Names.Should().Equal(attachment.Blob(key, 0));
    }

    [Fact]
    public async Task A_body_of_more_than_two_megabytes_is_413_unless_files_in_it_make_it_so_large()
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        string large = new JsonObject { ["title"] = new string('x', NoticeLimits.BodyBytes), ["content"] = "b", ["attachments"] = new JsonArray(new JsonObject { ["name"] = "a", ["url"] = "https://example.com/" }) }.ToJsonString();
        Answer answer = await harness.PostAsync(large);

        answer.Status.Should().Be(413);
        answer.Body["detail"]!.GetValue<string>().Should().Be($"The body may have at most {NoticeLimits.BodyBytes} bytes.");
        (await harness.PostAsync(new string(' ', NoticeLimits.BodyBytesWithAttachments + 1))).Status.Should().Be(413);
    }

    [Fact]
    public async Task While_the_attachments_store_is_away_a_notice_with_files_is_not_accepted_and_others_are()
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        harness.Notices.AttachmentStore.Away = true;
        Func<Task> post = () => harness.PostAsync(Body(10));

        await post.Should().ThrowAsync<NoticeFunctions.Records.RecordsUnavailableException>("the middleware makes a 503 of it");
        (await harness.PostAsync("""{ "title": "a", "content": "b", "to": [ { "email": "ann@example.com" } ] }""")).Status.Should().Be(202);
    }

    [Fact]
    public async Task Another_request_under_the_same_key_changes_nothing_of_the_firsts_files()
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        (await harness.PostAsync(Body(10), key: "k")).Status.Should().Be(202);
        (await harness.PostAsync(Body(11), key: "k")).Status.Should().Be(422);
        (await harness.PostAsync(Body(10), key: "k")).Status.Should().Be(202);
        await harness.Notices.Engine.Engine.WhenIdleAsync();

        harness.Notices.Provider.Taken.Should().ContainSingle();
    }

    [Theory]
    [InlineData("""{ "attachments": [ { "content": "" } ] }""", true)]
    [InlineData("""{ "more": { "content": 1 }, "attachments": [ { "name": "a", "content": "AQID" } ] }""", true)]
    [InlineData("\uFEFF{ \"attachments\": [ { \"content\": \"\" } ] }", true)]
    [InlineData("""{ "attachments": [ { "name": "content" } ], "content": "c" }""", false)]
    [InlineData("""{ "content": "c", "more": [ { "content": "c" } ] }""", false)]
    [InlineData("""{ "attachments": [ { "name": """, false)]
    [InlineData("nonsense", false)]
    public void Files_in_a_body_are_found_without_reading_it_whole(string body, bool are) => InlineAttachments.AreIn(Encoding.UTF8.GetBytes(body)).Should().Be(are);
}
