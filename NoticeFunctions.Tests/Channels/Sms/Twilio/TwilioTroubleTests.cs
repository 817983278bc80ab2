using Microsoft.AspNetCore.Http;
using NoticeFunctions.Channels;
using NoticeFunctions.Notices;
using NoticeFunctions.Tests.Channels.Calls;
using NoticeFunctions.Tests.Support.Providers;

namespace NoticeFunctions.Tests.Channels.Sms.Twilio;

public sealed class TwilioTroubleTests : HttpProviderTroubles
{
    private TwilioStub stub = null!;

    private protected override string Called => "Twilio";

    private protected override Notice Notice => Kinds.Notice(Channel.Sms, new Recipient(Phone: "+14155550100"));

    private protected override async Task<IProvider> StartAsync()
    {
        stub = await TwilioStub.StartAsync();
        return Kinds.Named("twilio", Time).Open(stub.Settings);
    }

    private protected override IProvider OpenWithAWrongSecret() => Kinds.Named("twilio", Time).Open(new Dictionary<string, string>(stub.Settings) { ["authToken"] = "another" });

    private protected override void Next(params IEnumerable<Func<HttpContext, Task>> answers) => stub.Next(answers);

    private protected override ValueTask StopAsync() => stub.DisposeAsync();
}
