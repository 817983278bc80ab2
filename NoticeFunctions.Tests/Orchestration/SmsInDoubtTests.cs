using Microsoft.AspNetCore.Http;
using NoticeFunctions.Channels;
using NoticeFunctions.Notices;
using NoticeFunctions.Tests.Channels;
using NoticeFunctions.Tests.Support.Providers;

namespace NoticeFunctions.Tests.Orchestration;

/// <summary>An SMS of which nobody can tell whether it went out, from the provider's line to the delivery.</summary>
public sealed class SmsInDoubtTests : IAsyncLifetime
{
    private static readonly Recipient Ann = new(Phone: "+8615900000000");

    private readonly Dictionary<string, ProviderStub> stubs = [];
    private Carrier[] chain = [];
    private NoticeHarness harness = null!;
    private TwilioStub twilio = null!;
    private AliyunStub aliyun = null!;

    public async ValueTask InitializeAsync()
    {
        harness = await NoticeHarness.StartAsync(providers: _ => new FixedRouting((_, _) => chain));
        stubs["twilio"] = twilio = await TwilioStub.StartAsync();
        stubs["aliyun"] = aliyun = await AliyunStub.StartAsync(harness.Time);
    }

    public async ValueTask DisposeAsync()
    {
        await harness.DisposeAsync();
        await twilio.DisposeAsync();
        await aliyun.DisposeAsync();
    }

    [Theory]
    [InlineData("twilio", false)]
    [InlineData("twilio", true)]
    [InlineData("aliyun", false)]
    [InlineData("aliyun", true)]
    public async Task An_SMS_whose_answer_was_cut_off_is_uncertain_and_goes_out_neither_again_nor_by_the_fallback(string provider, bool hasFallback)
    {
        Carry(provider, hasFallback);
        stubs[provider].Next(ProviderStub.CutOff());
        await ShouldBeUncertainAsync(provider, await harness.PostAsync(schedule: null, [Ann], Channel.Sms), "The connection to * broke before it said whether it took the message*");
    }

    [Theory]
    [InlineData("twilio", false)]
    [InlineData("twilio", true)]
    [InlineData("aliyun", false)]
    [InlineData("aliyun", true)]
    public async Task An_SMS_whose_answer_did_not_come_in_time_is_uncertain_and_goes_out_neither_again_nor_by_the_fallback(string provider, bool hasFallback)
    {
        Carry(provider, hasFallback);
        (Func<HttpContext, Task> silent, Task called) = ProviderStub.Silent();
        stubs[provider].Next(silent);
        Notice notice = harness.Compose(schedule: null, [Ann], Channel.Sms);
        await harness.Store.ReserveAsync(notice, fingerprint: null, CancellationToken.None);
        await harness.Starter.StartAsync(harness.Engine.Client, notice, CancellationToken.None);
        await called;
        harness.Time.Advance(TimeSpan.FromSeconds(30));
        await harness.Engine.Engine.WhenIdleAsync();
        await ShouldBeUncertainAsync(provider, notice, "* did not answer in time whether it took the message.");
    }

    [Theory]
    [InlineData("twilio", 500)]
    [InlineData("twilio", 429)]
    [InlineData("twilio", null)]
    [InlineData("aliyun", 500)]
    [InlineData("aliyun", 429)]
    [InlineData("aliyun", null)]
    public async Task An_SMS_that_its_provider_surely_has_not_goes_to_the_fallback_at_once(string provider, int? status)
    {
        Carry(provider, hasFallback: true);
        if (status is { } refused)
        {
            stubs[provider].Next(ProviderStub.Saying(refused, "{}"));
        }
        else
        {
            await stubs[provider].DisposeAsync();
        }

        Notice notice = await harness.PostAsync(schedule: null, [Ann], Channel.Sms);

        Delivery delivery = (await harness.DeliveriesAsync(notice)).Single();
        (delivery.Status, delivery.Configuration).Should().Be((DeliveryStatus.Sent, "second"));
        delivery.Attempts.Select(attempt => attempt.Result).Should().Equal(AttemptResult.TransientFailure, AttemptResult.Accepted);
    }

    private void Carry(string provider, bool hasFallback)
    {
        IProvider[] both = [Kinds.Named("twilio", harness.Time).Open(twilio.Settings), Kinds.Named("aliyun", harness.Time).Open(aliyun.Settings)];
        IProvider[] order = provider == "twilio" ? both : [both[1], both[0]];
        chain = [.. order.Take(hasFallback ? 2 : 1).Zip(["first", "second"], (one, name) => new Carrier(one, name))];
    }

    private async Task ShouldBeUncertainAsync(string provider, Notice notice, string error)
    {
        await harness.RunToEndAsync(notice);

        (twilio.Messages.Count, aliyun.Messages.Count).Should().Be(provider == "twilio" ? (1, 0) : (0, 1), "the first has got it once, and nobody else");
        Delivery delivery = (await harness.DeliveriesAsync(notice)).Single();
        delivery.Status.Should().Be(DeliveryStatus.Uncertain);
        Attempt attempt = delivery.Attempts.Should().ContainSingle().Subject;
        (attempt.Provider, attempt.Configuration, attempt.Result).Should().Be((provider, "first", AttemptResult.Uncertain));
        attempt.Error.Should().Match(error);
        (await harness.ProgressAsync(notice)).Counts[Channel.Sms].Should().Be(new ChannelCounts(Uncertain: 1));
    }
}
