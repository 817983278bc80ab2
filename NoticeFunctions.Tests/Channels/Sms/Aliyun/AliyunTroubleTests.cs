using Microsoft.AspNetCore.Http;
using NoticeFunctions.Channels;
using NoticeFunctions.Notices;
using NoticeFunctions.Tests.Channels.Calls;
using NoticeFunctions.Tests.Support.Providers;

namespace NoticeFunctions.Tests.Channels.Sms.Aliyun;

public sealed class AliyunTroubleTests : HttpProviderTroubles
{
    private AliyunStub stub = null!;

    private protected override string Called => "Aliyun";

    // It says 200 to what it refuses, too.
    private protected override AttemptResult OfAnUnreadableSuccess => AttemptResult.Uncertain;

    private protected override Notice Notice => Kinds.Notice(Channel.Sms, new Recipient(Phone: "+8615900000000"));

    private protected override async Task<IProvider> StartAsync()
    {
        stub = await AliyunStub.StartAsync(Time);
        return Kinds.Named("aliyun", Time).Open(stub.Settings);
    }

    private protected override IProvider OpenWithAWrongSecret() => Kinds.Named("aliyun", Time).Open(new Dictionary<string, string>(stub.Settings) { ["accessKeySecret"] = "another" });

    private protected override void Next(params IEnumerable<Func<HttpContext, Task>> answers) => stub.Next(answers);

    private protected override ValueTask StopAsync() => stub.DisposeAsync();
}
