using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using NoticeFunctions.Channels;
using NoticeFunctions.Notices;
using NoticeFunctions.Tests.Channels.Calls;
using NoticeFunctions.Tests.Support;
using NoticeFunctions.Tests.Support.Providers;

namespace NoticeFunctions.Tests.Channels.App;

public sealed class FcmTroubleTests : HttpProviderTroubles
{
    private FcmStub stub = null!;

    private protected override string Called => "FCM";

    private protected override Notice Notice => Kinds.Notice(Channel.App, new Recipient(Device: "phone"));

    private protected override async Task<IProvider> StartAsync()
    {
        stub = await FcmStub.StartAsync(Time, "phone");
        return Open(stub.KeyFile());
    }

    private protected override IProvider OpenWithAWrongSecret()
    {
        using RSA other = RsaKeys.Of(2048, 1);
        return Open(stub.KeyFile(("private_key", other.ExportPkcs8PrivateKeyPem())));
    }

    private protected override void Next(params IEnumerable<Func<HttpContext, Task>> answers) => stub.Next(answers);

    private protected override ValueTask StopAsync() => stub.DisposeAsync();

    private IProvider Open(string keyFile) =>
        Kinds.Named("fcm", Time, new InMemoryDevices()).Open(new Dictionary<string, string> { ["serviceAccount"] = keyFile, ["host"] = stub.Url });
}
