using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NoticeFunctions.Channels.Email;

namespace NoticeFunctions.Tests.Channels.Email;

/// <summary>Signatures of the event webhook, with the vector that SendGrid's own helper libraries are tested with (sendgrid-nodejs, packages/eventwebhook).</summary>
public sealed class SendGridSignatureTests
{
    private const string PublishedKey = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==";
    private const string PublishedSignature = "MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=";
    private const string PublishedTimestamp = "1600112502";

    private static readonly byte[] PublishedBody = Encoding.UTF8.GetBytes(
        """[{"email":"hello@world.com","event":"dropped","reason":"Bounced Address","sg_event_id":"ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA","sg_message_id":"LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0","smtp-id":"<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>","timestamp":1600112492}]""" + "\r\n");

    private static SendGridSignature With(string key, int secondsLater = 0) => new(
        Options.Create(new SendGridOptions { WebhookKey = key }),
        new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(long.Parse(PublishedTimestamp, CultureInfo.InvariantCulture) + secondsLater)));

    [Fact]
    public void The_published_vector_is_right()
    {
        using SendGridSignature signature = With(PublishedKey);
        signature.IsRight(PublishedSignature, PublishedTimestamp, PublishedBody).Should().BeTrue();
    }

    [Fact]
    public void Anything_that_differs_is_wrong()
    {
        using SendGridSignature signature = With(PublishedKey);
        signature.IsRight(PublishedSignature, PublishedTimestamp, PublishedBody.AsSpan(..^2)).Should().BeFalse("the line's end is signed, too");
        signature.IsRight(PublishedSignature, "1600112503", PublishedBody).Should().BeFalse();
        signature.IsRight(PublishedSignature, "01600112502", PublishedBody).Should().BeFalse();
        signature.IsRight("MEUC" + PublishedSignature[4..].Replace("YaH", "YaI", StringComparison.Ordinal)[..^4] + "AAAA", PublishedTimestamp, PublishedBody).Should().BeFalse();
        byte[] changed = [.. PublishedBody];
        changed[10] ^= 1;
        signature.IsRight(PublishedSignature, PublishedTimestamp, changed).Should().BeFalse();

        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using SendGridSignature withOther = With(Convert.ToBase64String(other.ExportSubjectPublicKeyInfo()));
        withOther.IsRight(PublishedSignature, PublishedTimestamp, PublishedBody).Should().BeFalse();
    }

    [Theory]
    [InlineData(null, PublishedTimestamp)]
    [InlineData("", PublishedTimestamp)]
    [InlineData("nonsense", PublishedTimestamp)]
    [InlineData("AAAA", PublishedTimestamp)]
    [InlineData(PublishedSignature, null)]
    [InlineData(PublishedSignature, "")]
    [InlineData(PublishedSignature, "now")]
    [InlineData(PublishedSignature, "-1")]
    [InlineData(PublishedSignature, "99999999999999999999")]
    public void A_header_that_is_missing_or_makes_no_sense_is_wrong(string? header, string? timestamp)
    {
        using SendGridSignature signature = With(PublishedKey);
        signature.IsRight(header, timestamp, PublishedBody).Should().BeFalse();
    }

    [Theory]
    [InlineData(300, true)]
    [InlineData(-300, true)]
    [InlineData(301, false)]
    [InlineData(-301, false)]
    public void It_is_good_for_five_minutes(int secondsLater, bool isRight)
    {
        using SendGridSignature signature = With(PublishedKey, secondsLater);
        signature.IsRight(PublishedSignature, PublishedTimestamp, PublishedBody).Should().Be(isRight);
    }

    [Fact]
    public void Without_a_key_nothing_is_right()
    {
        using SendGridSignature signature = With("");
        signature.IsRight(PublishedSignature, PublishedTimestamp, PublishedBody).Should().BeFalse();
    }

    [Theory]
    [InlineData(PublishedKey, true)]
    [InlineData("", true)]
    [InlineData("nonsense", false)]
    [InlineData("AAAA", false)]
    public void A_key_that_is_none_stops_the_start(string key, bool isRight) =>
        new SendGridOptionsValidator().Validate(null, new SendGridOptions { WebhookKey = key }).Succeeded.Should().Be(isRight);
}
