using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using NoticeFunctions.Tests.Admission;
using NoticeFunctions.Tests.Support;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd.Authentication;

/// <summary>Every example of docs/authentication.md, run as it stands against the real platform.</summary>
[Collection<SharedPlatform>]
public sealed class AuthenticationExampleTests(PlatformProcess platform) : PlatformTests(platform), IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("notice-examples-").FullName;
    private readonly RSA key = RsaKeys.Of(2048);

    private string Base => Platform.Http.BaseAddress!.ToString().TrimEnd('/');

    [Theory]
    [InlineData("bash", "secret")]
    [InlineData("bash", "assertion")]
    [InlineData("bash", "credential")]
    [InlineData("js", "secret")]
    [InlineData("js", "assertion")]
    [InlineData("js", "credential")]
    public async Task An_example_of_the_document_gets_a_token_that_the_platform_takes(string language, string name)
    {
        TestApplication orders = await TestApplication.RegisterAsync(Platform);
        string token = await ExampleDocument.RunAsync(language, ExampleDocument.Read(language, name), folder, await SettingsAsync(orders));

        await IsGoodAsync(token);
    }

    [Theory]
    [InlineData("secret")]
    [InlineData("assertion")]
    [InlineData("credential")]
    public async Task The_examples_in_CSharp_are_those_of_the_document_and_get_a_token(string name)
    {
        string[] source = await File.ReadAllLinesAsync(Path.Combine(SourceTree.Root, "NoticeFunctions.Tests", "EndToEnd", "Authentication", $"{nameof(AuthenticationExamples)}.cs"));
        string.Join('\n', source.Select(line => line.Trim())).Should().Contain(string.Join('\n', ExampleDocument.Read("csharp", name).Split('\n').Select(line => line.Trim())));

        TestApplication orders = await TestApplication.RegisterAsync(Platform);
        Dictionary<string, string> settings = await SettingsAsync(orders);
        AuthenticationExamples examples = new(Platform.Http, Base, TimeProvider.System);
        await IsGoodAsync(name switch
        {
            "secret" => await examples.SecretAsync(orders.Id, orders.Secret),
            "assertion" => await examples.AssertionAsync(orders.Id, settings["KID"], settings["KEY_FILE"], settings["AUDIENCE"]),
            _ => await examples.CredentialAsync(orders.Id, orders.Secret),
        });
    }

    [Fact]
    public async Task An_application_is_registered_and_its_keys_are_rotated_and_revoked_by_the_lines_of_the_document()
    {
        // Its own name, for the platform is shared and an id is given once.
        string id = $"app-{Guid.NewGuid():N}";
        string script = string.Join(
            "\necho\n",
            ((string[])["register", "rotate", "revoke", "add a public key"]).Select(name => ExampleDocument.Read("bash", name).Replace("applications/orders", $"applications/{id}").Replace("\"id\": \"orders\"", $"\"id\": \"{id}\"")));
        string said = await ExampleDocument.RunAsync("bash", $"{script}\necho\necho $KID", folder, new Dictionary<string, string> { ["BASE"] = Base, ["ADMIN_SECRET"] = Platform.AdminSecret });

        JsonObject[] answers = [.. said.Split('\n').SelectMany(line => line.Replace("}{", "}\n{").Split('\n')).Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!.AsObject())];
        answers.Should().HaveCount(4, said);
        (string secret, string next) = (answers[1]["secret"]!.GetValue<string>(), answers[2]["secret"]!.GetValue<string>());
        answers[3]["kid"]!.GetValue<string>().Should().Be(said.Split('\n')[^1], "the thumbprint is as the example computes it");
        AuthenticationExamples examples = new(Platform.Http, Base, TimeProvider.System);
        await IsGoodAsync(await examples.SecretAsync(id, next));
        await FluentActions.Awaiting(() => examples.SecretAsync(id, secret)).Should().ThrowAsync<KeyNotFoundException>("it is revoked");
    }

    [Fact]
    public void No_example_of_the_document_is_left_out() => ExampleDocument.Names.Should().BeEquivalentTo(
        "bash register", "bash rotate", "bash revoke", "bash add a public key", "bash secret", "bash assertion", "bash credential",
        "js secret", "js assertion", "js credential", "csharp secret", "csharp assertion", "csharp credential");

    public void Dispose()
    {
        key.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<Dictionary<string, string>> SettingsAsync(TestApplication application)
    {
        string keyFile = Path.Combine(folder, "key.pem");
        await File.WriteAllTextAsync(keyFile, key.ExportPkcs8PrivateKeyPem());
        PlatformAnswer added = await application.AdministerAsync(HttpMethod.Post, "/keys", new JsonObject { ["kind"] = "publicKey", ["jwk"] = Jwks.Of(key) });
        return new Dictionary<string, string>
        {
            ["BASE"] = Base,
            ["AUDIENCE"] = "urn:notice:platform",
            ["CLIENT_ID"] = application.Id,
            ["CLIENT_SECRET"] = application.Secret,
            ["KEY_FILE"] = keyFile,
            ["KID"] = added.Json["kid"]!.GetValue<string>(),
        };
    }

    private async Task IsGoodAsync(string token)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri("api/notices", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage answer = await Platform.Http.SendAsync(request);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }
}
