using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using NoticeFunctions.Channels;
using NoticeFunctions.Notices;
using NoticeFunctions.Tests.Support;
using NoticeFunctions.Tests.Support.Providers;

namespace NoticeFunctions.Tests.Channels.App;

public sealed class FcmAccountTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private FcmStub stub = null!;

    public async ValueTask InitializeAsync() => stub = await FcmStub.StartAsync(time, "phone");

    public ValueTask DisposeAsync() => stub.DisposeAsync();

    private static IProviderKind Kind(TimeProvider? time = null, string? environment = null) => Kinds.Named("fcm", time, environment: environment);

    private Task<ProviderOutcome> SendAsync(string keyFile) =>
        Kind(time).Open(new Dictionary<string, string> { ["serviceAccount"] = keyFile, ["host"] = stub.Url }).SendOneAsync(Kinds.Notice(Channel.App, new Recipient(Device: "phone")));

    private static IEnumerable<string> Wrong(string keyFile, string? host = null, string? environment = null) =>
        Kind(environment: environment).Wrong(host is null ? new Dictionary<string, string> { ["serviceAccount"] = keyFile } : new Dictionary<string, string> { ["serviceAccount"] = keyFile, ["host"] = host });

    [Fact]
    public async Task A_key_that_is_not_the_accounts_is_final()
    {
        using RSA another = RsaKeys.Of(2048, 1);

        (await SendAsync(stub.KeyFile(("private_key", another.ExportPkcs8PrivateKeyPem())))).Should().Be(ProviderOutcome.Permanent("The service account got no token: 400 (invalid_grant)"));
        (await SendAsync(stub.KeyFile(("client_email", "another@example.com")))).Should().Be(ProviderOutcome.Permanent("The service account got no token: 400 (invalid_grant)"));
        stub.Messages.Should().BeEmpty();
    }

    [Fact]
    public async Task A_project_that_is_not_the_accounts_is_final() =>
        (await SendAsync(stub.KeyFile(("project_id", "another")))).Should().Be(ProviderOutcome.Permanent("403 (PERMISSION_DENIED): Permission denied on resource project."));

    [Fact]
    public async Task While_no_token_is_given_pushes_wait()
    {
        stub.Token = ProviderStub.Saying(503, """{ "error": "unavailable" }""");
        (await SendAsync(stub.KeyFile())).Result.Should().Be(AttemptResult.TransientFailure);
        stub.Token = ProviderStub.CutOff();
        (await SendAsync(stub.KeyFile())).Result.Should().Be(AttemptResult.TransientFailure);
        stub.Token = ProviderStub.CutOff(200);
        (await SendAsync(stub.KeyFile())).Result.Should().Be(AttemptResult.TransientFailure);
        stub.Token = ProviderStub.Huge(200);
        (await SendAsync(stub.KeyFile())).Result.Should().Be(AttemptResult.TransientFailure);
        stub.Token = ProviderStub.Saying(200, "<html>");
        (await SendAsync(stub.KeyFile())).Result.Should().Be(AttemptResult.TransientFailure);

        stub.Token = null;
        (await SendAsync(stub.KeyFile())).Result.Should().Be(AttemptResult.Accepted);
    }

    [Fact]
    public void The_kind_says_what_it_takes_and_which_of_it_is_secret()
    {
        Kind().Channel.Should().Be(Channel.App);
        Kind().Settings.Select(setting => (setting.Name, setting.IsRequired, setting.IsSecret)).Should().Equal(("serviceAccount", true, true), ("host", false, false));
    }

    [Fact]
    public void A_key_file_is_read_before_it_is_taken()
    {
        Wrong(stub.KeyFile()).Should().BeEmpty();
        Wrong(stub.KeyFile(("token_uri", null))).Should().BeEmpty();
        foreach (string wrong in (string[])["", "nothing", "[]", "{}", new string(' ', 20_000), stub.KeyFile(("type", "authorized_user")), stub.KeyFile(("project_id", "a/b")), stub.KeyFile(("client_email", null)), stub.KeyFile(("private_key", "key")), stub.KeyFile(("token_uri", "ftp://a"))])
        {
            Wrong(wrong).Should().Equal(["serviceAccount"], "{0} is no key file", wrong);
        }

        Wrong(stub.KeyFile(), "fcm.googleapis.com").Should().Equal("host");
    }

    [Fact]
    public void Outside_of_development_tokens_and_pushes_come_from_other_machines_over_HTTPS()
    {
        Wrong(stub.KeyFile(), environment: Environments.Production).Should().Equal("serviceAccount");
        Wrong(stub.KeyFile(("token_uri", "https://oauth2.googleapis.com/token")), "http://127.0.0.1:1", Environments.Production).Should().Equal("host");
        Wrong(stub.KeyFile(("token_uri", "https://oauth2.googleapis.com/token")), "https://fcm.googleapis.com", Environments.Production).Should().BeEmpty();
    }
}
