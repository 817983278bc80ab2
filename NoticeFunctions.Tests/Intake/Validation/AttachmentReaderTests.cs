using NoticeFunctions.Channels.Attachments;
using NoticeFunctions.Intake.Validation;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Tests.Intake.Validation;

public sealed class AttachmentReaderTests
{
    private const string Right = """{ "name": "a.txt", "contentType": "text/plain", "content": "AQID" }""";

    [Fact]
    public void A_file_is_read_with_its_size_and_hash_and_a_URL_stays_one()
    {
        AttachmentsDraft attached = Reading.Of(Reading.With("attachments", $$"""[ {{Right}}, { "name": "terms.pdf", "url": "https://example.com/terms.pdf" } ]""")).Notice!.Attached!;

        attached.Attachments.Should().Equal(
            new NoticeAttachment("a.txt", "text/plain", 3, "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81"),
            new NoticeAttachment("terms.pdf", Url: "https://example.com/terms.pdf"));
        attached.Files.Should().BeEquivalentTo([new AttachedFile("a.txt", "text/plain", [1, 2, 3])]);
    }

    [Theory]
    [InlineData("[]", "/attachments")]
    [InlineData("{}", "/attachments")]
    [InlineData("[1]", "/attachments/0")]
    [InlineData("[{}]", "/attachments/0/name", "/attachments/0/content")]
    [InlineData("""[{ "name": "a", "contentType": "a/b", "content": "AQID", "url": "https://example.com" }]""", "/attachments/0/content")]
    [InlineData("""[{ "name": "a", "content": "AQID" }]""", "/attachments/0/contentType")]
    [InlineData("""[{ "name": "a", "contentType": "a/b", "content": "" }]""", "/attachments/0/content")]
    [InlineData("""[{ "name": "a", "contentType": "a/b", "content": "A-_=" }]""", "/attachments/0/content")]
    [InlineData("""[{ "name": "a", "contentType": "a/b", "content": 1 }]""", "/attachments/0/content")]
    [InlineData("""[{ "name": "a", "contentType": "pdf", "content": "AQID" }]""", "/attachments/0/contentType")]
    [InlineData("""[{ "name": "a", "contentType": "text/plain; charset=utf-8", "content": "AQID" }]""", "/attachments/0/contentType")]
    [InlineData("""[{ "name": "a", "contentType": "text/plain\r\nBcc: eve@example.com", "content": "AQID" }]""", "/attachments/0/contentType")]
    [InlineData("""[{ "name": "a", "contentType": "message/rfc822", "content": "AQID" }]""", "/attachments/0/contentType")]
    [InlineData("""[{ "name": "../a", "contentType": "a/b", "content": "AQID" }]""", "/attachments/0/name")]
    [InlineData("""[{ "name": "a\r\nb", "contentType": "a/b", "content": "AQID" }]""", "/attachments/0/name")]
    [InlineData("""[{ "name": "..", "contentType": "a/b", "content": "AQID" }]""", "/attachments/0/name")]
    [InlineData("""[{ "name": "a", "url": "http://example.com/" }]""", "/attachments/0/url")]
    [InlineData("""[{ "name": "a", "url": "https://169.254.169.254/" }]""", "/attachments/0/url")]
    [InlineData("""[{ "name": "a", "url": 1 }]""", "/attachments/0/url")]
    [InlineData("""[{ "name": "a", "contentType": "a/b", "url": "https://example.com/" }]""", "/attachments/0/contentType")]
    [InlineData("""[{ "name": "a", "contentType": "a/b", "content": "AQID", "inline": true }]""", "/attachments/0/inline")]
    public void What_is_wrong_is_named(string attachments, params string[] pointers)
    {
        (NoticeDraft? notice, IReadOnlyList<Fault> faults) = Reading.Of(Reading.With("attachments", attachments));
        notice.Should().BeNull();
        faults.Select(fault => fault.Pointer).Should().Equal(pointers);
    }

    [Fact]
    public void More_than_ten_files_and_more_than_ten_megabytes_are_refused()
    {
        Reading.Of(Reading.With("attachments", $"[{string.Join(',', Enumerable.Repeat(Right, 11))}]")).Faults.Single().Pointer.Should().Be("/attachments");

        string half = $$"""{ "name": "a", "contentType": "a/b", "content": "{{Convert.ToBase64String(new byte[(AttachmentLimits.Bytes / 2) + 1])}}" }""";
        Fault fault = Reading.Of(Reading.With("attachments", $"[{half},{half}]")).Faults.Single();
        fault.Pointer.Should().Be("/attachments");
        fault.Detail.Should().Contain($"{AttachmentLimits.Bytes} bytes");
        Reading.Of(Reading.With("attachments", $"[{half}]")).Faults.Should().BeEmpty();
    }
}
