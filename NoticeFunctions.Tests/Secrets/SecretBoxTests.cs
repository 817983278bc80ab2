using System.Security.Cryptography;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NoticeFunctions.Secrets;
using NoticeFunctions.Tests.Applications.Signing;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.Secrets;

/// <summary>What is kept secret, with the key ring where it is kept: in a blob.</summary>
public sealed class SecretBoxTests(AzuriteServer azurite)
{
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(one => (byte)one)];

    private readonly string container = $"ring-{Guid.NewGuid():N}";

    [Fact]
    public async Task Hosts_that_come_up_at_once_open_one_anothers_secrets()
    {
        string certificate = TestSecrets.Certificate();
        BlobClient blob = await BlobAsync();
        SecretBox[] hosts = [.. Enumerable.Range(0, 4).Select(_ => Box(blob, certificate))];
        byte[][] locked = await Task.WhenAll(hosts.Select(host => Task.Run(() => host.Lock("test", Secret), TestContext.Current.CancellationToken)));

        using SecretBox later = Box(blob, certificate);
        locked.Select(one => later.Unlock("test", one)).Should().OnlyContain(one => one.SequenceEqual(Secret));
        Array.ForEach(hosts, host => host.Dispose());
    }

    [Fact]
    public async Task A_secret_is_opened_for_its_own_purpose_alone()
    {
        using SecretBox box = Box(await BlobAsync(), TestSecrets.Certificate());
        byte[] locked = box.Lock("test", Secret);

        box.Invoking(one => one.Unlock("another", locked)).Should().Throw<CryptographicException>();
    }

    [Fact]
    public async Task A_copy_of_the_ring_opens_nothing_without_the_certificate()
    {
        BlobClient blob = await BlobAsync();
        using SecretBox box = Box(blob, TestSecrets.Certificate());
        byte[] locked = box.Lock("test", Secret);
        using SecretBox thief = Box(blob, TestSecrets.Certificate(1));

        thief.Invoking(one => one.Unlock("test", locked)).Should().Throw<CryptographicException>();
        (await blob.DownloadContentAsync(TestContext.Current.CancellationToken)).Value.Content.ToString().Should().Contain("EncryptedData").And.NotContain("<masterKey");
    }

    [Fact]
    public async Task What_the_certificate_before_has_locked_stays_readable()
    {
        (string before, string now) = (TestSecrets.Certificate(), TestSecrets.Certificate(1));
        BlobClient blob = await BlobAsync();
        using SecretBox old = Box(blob, before);
        byte[] locked = old.Lock("test", Secret);
        using SecretBox changed = Box(blob, now, before);

        changed.Unlock("test", locked).Should().Equal(Secret);
    }

    private static SecretBox Box(BlobClient blob, string certificate, string? previous = null) => new(
        Options.Create(new CertificateOptions { Certificate = certificate, PreviousCertificate = previous }), () => new BlobXmlRepository(blob), NullLoggerFactory.Instance);

    private async Task<BlobClient> BlobAsync() => new(await azurite.ConnectionStringAsync(), container, KeyRingStorage.Blob);
}
