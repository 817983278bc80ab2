using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NoticeFunctions.Secrets;

namespace NoticeFunctions.Tests.Applications.Signing;

/// <summary>The platform's lock with a certificate of the test run's own, and its ring in memory.</summary>
internal static class TestSecrets
{
    // To make one takes a second.
    private static readonly ConcurrentDictionary<int, Lazy<string>> Certificates = new();

    /// <summary>A box on a ring; boxes on one ring open each other's.</summary>
    public static SecretBox Box(InMemoryXmlRepository? ring = null, string? certificate = null)
    {
        InMemoryXmlRepository repository = ring ?? new();
        return new(Options.Create(new CertificateOptions { Certificate = certificate ?? Certificate() }), () => repository, NullLoggerFactory.Instance);
    }

    /// <summary>A certificate, as the setting takes it: of two numbers there are two.</summary>
    public static string Certificate(int number = 0) => Certificates.GetOrAdd(number, _ => new(Make)).Value;

    private static string Make()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("notice-certificate-");
        try
        {
            string path = Path.Combine(folder.FullName, "one.pfx");
            CertificateFile.ReadOrMake(path).Dispose();
            return Convert.ToBase64String(File.ReadAllBytes(path));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
