using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using NoticeFunctions.Applications;
using NoticeFunctions.Applications.Signing;
using NoticeFunctions.Applications.Tokens;
using NoticeFunctions.Secrets;
using NoticeFunctions.Tests.Admission;
using NoticeFunctions.Tests.EndToEnd.Authentication;
using NoticeFunctions.Tests.Support;
using NoticeFunctions.Tests.Support.Platform;
using StackExchange.Redis;

namespace NoticeFunctions.Tests.EndToEnd.Hostile;

/// <summary>What is left of secrets where they do not belong, and what a thief of the stores could do.</summary>
public sealed class SecretsAtRestTests
{
    private const string ClientSecret = "the-secret-of-orders-that-is-its-own";
    private const string WrongSecret = "the-secret-that-somebody-has-guessed";
    private const string SendGridKey = "SG.the-key-of-the-mail-provider";
    private const string ConfigurationKey = "SG.the-key-of-a-configuration";
    private const string Text = "the words of a notice that go to Ann alone";
    private const string Address = "ann.of.the.secrets@example.com";

    [Fact]
    public async Task After_a_full_run_no_secret_stands_in_a_log_an_answer_the_journal_a_blob_or_Redis()
    {
        await using PlatformProcess platform = new();
        platform.Settings["SendGrid__ApiKey"] = SendGridKey;
        platform.Settings["AzureFunctionsJobHost__logging__logLevel__default"] = "Debug";
        await platform.EnsureStartedAsync();
        await using PlatformStores stores = new(platform);
        List<string> answers = [];
        (string, string)[] used = [.. await RunAsync(platform, stores, answers), .. await AuthenticateInEveryWayAsync(platform)];

        string[] settings = ["Notices__BootstrapAdminSecret", "Records__AddressKey"];
        JsonNode values = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(platform.Root, "local.settings.json"), TestContext.Current.CancellationToken))!["Values"]!;
        (string, string)[] configured =
        [
            .. settings.Select(name => (name, values[name]!.GetValue<string>())), ("the client's secret", ClientSecret), ("the guessed secret", WrongSecret), ("SendGrid's key", SendGridKey), ("a configuration's key", ConfigurationKey),
            .. used,
        ];
        SecretTraces secrets = new(configured);
        SecretTraces words = new([("the text", Text), ("the address", Address)]);

        // What is logged in detail is logged for whoever asks for it, and holds no secret either.
        string log = string.Join('\n', platform.Said);
        log.Should().Contain("A token was refused", "otherwise the log was not read in detail");
        secrets.In(log).Concat(words.In(log)).Should().BeEmpty("the log");
        secrets.In(string.Join('\n', answers)).Should().BeEmpty("the answers");
        foreach ((string name, byte[] content) in await BlobsAsync(stores))
        {
            secrets.In(content).Concat(words.In(content)).Should().BeEmpty("blob {0}", name);
        }

        IReadOnlyList<(string Name, byte[] Content)> records = await RecordsAsync(stores);
        records.SelectMany(one => words.In(one.Content)).Should().NotBeEmpty("a notice is there, so Redis was read");
        foreach ((string name, byte[] content) in records)
        {
            secrets.In(content).Should().BeEmpty("Redis, key {0}", name);
        }

        // And what the stores have written to the disk, in whatever format.
        await platform.InterruptAsync();
        foreach (string file in stores.Folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)))
        {
            secrets.In(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).Should().BeEmpty("file {0}", file);
        }
    }

    [Fact]
    public async Task A_copy_of_Redis_and_storage_decrypts_nothing_without_the_certificate()
    {
        await using PlatformProcess platform = new();
        await platform.EnsureStartedAsync();
        string token = await TokenAsync(platform, "admin", platform.AdminSecret, []);
        string[] keys = await KeysAsync(platform);
        await using (PlatformStores stores = new(platform))
        {
            await TheLockedPartsNeedTheCertificateAsync(stores);
        }

        await platform.InterruptAsync();
        await using PlatformProcess copy = new();
        foreach (string folder in (string[])[Path.Combine(".local", "garnet"), Path.Combine("azurite", "data")])
        {
            Copy(Path.Combine(platform.Root, folder), Path.Combine(copy.Root, folder));
        }

        File.Delete(Path.Combine(copy.Root, PlatformFolder.Certificate));
        await copy.EnsureStartedAsync();
        (await KeysAsync(copy)).Should().NotBeEmpty().And.NotIntersectWith(keys, "it has made keys of its own");
        copy.Said.Should().Contain(line => line.Contains("can't be read with the certificate", StringComparison.Ordinal), "its operator is told");
        (await new PlatformClient(copy.Http).SendAsync(HttpMethod.Get, "api/notices", [("Authorization", $"Bearer {token}")])).Status.Should().Be(HttpStatusCode.Unauthorized);
    }

    private static async Task TheLockedPartsNeedTheCertificateAsync(PlatformStores stores)
    {
        string other = Path.Combine(Directory.CreateTempSubdirectory("notice-thief-").FullName, "another.pfx");
        using SecretBox own = stores.Box(stores.Certificate);
        foreach (KeyKind kind in (KeyKind[])[KeyKind.Signing, KeyKind.Encryption])
        {
            StoredKeys stored = JsonSerializer.Deserialize((byte[])(await stores.Database.StringGetAsync(ApplicationKeys.Platform(kind.Name)))!, StoredKeysJson.Default.StoredKeys)!;
            foreach (StoredKey key in stored.Keys)
            {
                kind.Import(own.Unlock(kind.Name, key.Locked)).Should().NotBeNull("whoever has the certificate can read it");
                using SecretBox thief = stores.Box(other);
                FluentActions.Invoking(() => thief.Unlock(kind.Name, key.Locked)).Should().Throw<CryptographicException>();
            }
        }
    }

    // Registered, authenticated in every way that goes well or ill, notices sent and refused, providers that fail.
    private static async Task<(string, string)[]> RunAsync(PlatformProcess platform, PlatformStores stores, List<string> answers)
    {
        await stores.RegisterAsync(PlatformStores.Application("orders", ClientSecret));
        string admin = await TokenAsync(platform, "admin", platform.AdminSecret, answers);
        string own = await TokenAsync(platform, "orders", ClientSecret, answers);
        PlatformClient client = new(platform.Http);
        answers.Add((await TokensAsync(client, [new("grant_type", "client_credentials"), new("client_id", "orders"), new("client_secret", WrongSecret)])).Text);
        answers.Add((await TokensAsync(client, [new("grant_type", "password"), new("username", "orders"), new("password", WrongSecret)])).Text);
        answers.Add((await client.SendAsync(HttpMethod.Post, "api/tokens", [("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"orders:{WrongSecret}"))}")], new FormUrlEncodedContent([new("grant_type", "client_credentials")]))).Text);
        answers.Add((await client.SendAsync(HttpMethod.Get, $"api/notices?access_token={own}", [])).Text);
        answers.Add((await client.SendAsync(HttpMethod.Get, "api/notices", [("Authorization", $"Bearer {own}x")])).Text);

        platform.SendGrid.Script(Address, SendGridStub.Refusing(401, "The provided authorization grant is invalid"));
        string body = new JsonObject { ["title"] = "Hello", ["content"] = Text, ["to"] = new JsonArray(new JsonObject { ["email"] = Address }) }.ToJsonString();
        foreach (string one in (string[])[body, body, body.Replace("title", "titel"), $"{{ \"title\": \"{ClientSecret}"])
        {
            PlatformAnswer answer = await AsOrdersAsync(HttpMethod.Post, "api/notices", one);
            answers.Add(answer.Text);
            if (answer.Status == HttpStatusCode.Accepted)
            {
                string id = answer.Json["id"]!.GetValue<string>();
                await PlatformClient.Eventually(async () => (await AsOrdersAsync(HttpMethod.Get, $"api/notices/{id}")).Json.ContainsKey("ended"), () => "the notice should end");
                answers.Add((await AsOrdersAsync(HttpMethod.Get, $"api/notices/{id}/deliveries")).Text);
                answers.Add((await AsOrdersAsync(HttpMethod.Get, $"api/notices/{id}/status")).Text);
            }
        }

        answers.AddRange(await ConfigureAsync(platform, admin));
        answers.Add((await client.GetAsync("api/health")).Text);
        answers.Add((await client.GetAsync("api/openapi.json")).Text);
        answers.Add((await client.GetAsync(".well-known/jwks.json")).Text);
        return [("the admin's token", admin), ("the client's token", own), ("a token's signature", own.Split('.')[2])];

        Task<PlatformAnswer> AsOrdersAsync(HttpMethod method, string path, string? content = null) => client.SendAsync(
            method, path, [("Authorization", $"Bearer {own}")], content is null ? null : new StringContent(content, new MediaTypeHeaderValue("application/json")));
    }

    // Made, shown, tried where nobody listens, and made wrong.
    private static async Task<IReadOnlyList<string>> ConfigureAsync(PlatformProcess platform, string admin)
    {
        const string Path = "api/channels/email/configurations";
        PlatformClient client = new(platform.Http);
        JsonObject body = new() { ["name"] = "primary", ["provider"] = "sendGrid", ["settings"] = new JsonObject { ["apiKey"] = ConfigurationKey, ["from"] = "a@example.org", ["host"] = "http://127.0.0.1:1" } };
        PlatformAnswer made = await AskAsync(HttpMethod.Post, Path, body.ToJsonString());
        made.Status.Should().Be(HttpStatusCode.Created, made.Text);
        PlatformAnswer tried = await AskAsync(HttpMethod.Post, $"{Path}/primary/test", """{ "to": { "email": "ann@example.org" } }""");
        tried.Json["result"]!.GetValue<string>().Should().Be("transientFailure");
        return
        [
            made.Text,
            tried.Text,
            (await AskAsync(HttpMethod.Post, Path, body.ToJsonString())).Text,
            (await AskAsync(HttpMethod.Post, Path, body.ToJsonString().Replace("from", "form"))).Text,
            (await AskAsync(HttpMethod.Get, $"{Path}/primary")).Text,
            (await AskAsync(HttpMethod.Get, Path)).Text,
        ];

        Task<PlatformAnswer> AskAsync(HttpMethod method, string path, string? content = null) => client.SendAsync(
            method, path, [("Authorization", $"Bearer {admin}")], content is null ? null : new StringContent(content, new MediaTypeHeaderValue("application/json")));
    }

    // Registered over HTTP, with a secret that the platform has made and a key of its own.
    private static async Task<(string, string)[]> AuthenticateInEveryWayAsync(PlatformProcess platform)
    {
        TestApplication billing = await TestApplication.RegisterAsync(platform);
        using RSA key = RsaKeys.Of(2048);
        string file = Path.Combine(Directory.CreateTempSubdirectory("notice-billing-").FullName, "key.pem");
        await File.WriteAllTextAsync(file, key.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
        PlatformAnswer added = await billing.AdministerAsync(HttpMethod.Post, "/keys", new JsonObject { ["kind"] = "publicKey", ["jwk"] = Jwks.Of(key) });
        added.Status.Should().Be(HttpStatusCode.Created, added.Text);
        AuthenticationExamples ways = new(platform.Http, platform.Http.BaseAddress!.ToString().TrimEnd('/'), TimeProvider.System);
        return
        [
            ("the secret that the platform made", billing.Secret),
            ("a token by assertion", await ways.AssertionAsync(billing.Id, added.Json["kid"]!.GetValue<string>(), file, TokenIdentity.Unnamed)),
            ("a token by credential", await ways.CredentialAsync(billing.Id, billing.Secret)),
        ];
    }

    private static async Task<string> TokenAsync(PlatformProcess platform, string id, string secret, List<string> answers)
    {
        PlatformAnswer answer = await TokensAsync(new PlatformClient(platform.Http), [new("grant_type", "client_credentials"), new("client_id", id), new("client_secret", secret)]);
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        string token = answer.Json["access_token"]!.GetValue<string>();
        answers.Add(answer.Text.Replace(token, "(the token that was asked for)"));
        return token;
    }

    private static Task<PlatformAnswer> TokensAsync(PlatformClient client, IEnumerable<KeyValuePair<string, string>> form) =>
        client.SendAsync(HttpMethod.Post, "api/tokens", [], new FormUrlEncodedContent(form));

    private static async Task<string[]> KeysAsync(PlatformProcess platform) =>
        [.. (await new PlatformClient(platform.Http).GetAsync(".well-known/jwks.json")).Json["keys"]!.AsArray().Select(key => key!["kid"]!.GetValue<string>())];

    private static async Task<IReadOnlyList<(string, byte[])>> BlobsAsync(PlatformStores stores)
    {
        List<(string, byte[])> found = [];
        BlobServiceClient storage = new(stores.Storage);
        await foreach (BlobContainerItem container in storage.GetBlobContainersAsync())
        {
            BlobContainerClient blobs = storage.GetBlobContainerClient(container.Name);
            await foreach (BlobItem blob in blobs.GetBlobsAsync())
            {
                found.Add(($"{container.Name}/{blob.Name}", (await blobs.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToArray()));
            }
        }

        found.Should().Contain(one => one.Item1.EndsWith(".journal", StringComparison.Ordinal)).And.Contain(one => one.Item1 == "notice-secrets/data-protection.xml");
        return found;
    }

    private static async Task<IReadOnlyList<(string Name, byte[] Content)>> RecordsAsync(PlatformStores stores)
    {
        List<(string, byte[])> found = [];
        await foreach (RedisKey key in stores.Server.KeysAsync())
        {
            RedisValue[] values = await stores.Database.KeyTypeAsync(key) switch
            {
                RedisType.String => [await stores.Database.StringGetAsync(key)],
                RedisType.SortedSet => await stores.Database.SortedSetRangeByRankAsync(key),
                RedisType.Set => await stores.Database.SetMembersAsync(key),
                RedisType.List => await stores.Database.ListRangeAsync(key),
                RedisType.Hash => [.. (await stores.Database.HashGetAllAsync(key)).SelectMany(field => new[] { field.Name, field.Value })],
                RedisType other => throw new InvalidOperationException($"{key} is a {other}, which this scan can't read."),
            };
            found.Add((key.ToString(), [.. Encoding.UTF8.GetBytes(key.ToString()), .. values.SelectMany(value => (byte[])value!)]));
        }

        return found;
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }
}
