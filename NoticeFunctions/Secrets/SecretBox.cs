using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NoticeFunctions.Records;

namespace NoticeFunctions.Secrets;

/// <summary>
/// Locks what is kept secret (ASP.NET Core Data Protection). Its key ring is a blob, protected by the certificate: whoever has a copy of Redis and of the
/// storage account, and not the certificate, can read nothing. The ring is opened at the first need.
/// </summary>
internal sealed class SecretBox : IDisposable
{
    private const string ApplicationName = "Notice";

    private readonly Lazy<ServiceProvider> services;

    /// <summary>Takes the settings; nothing is read yet.</summary>
    public SecretBox(IOptions<CertificateOptions> certificate, IOptions<KeyRingStorage> storage, ILoggerFactory loggers)
        : this(certificate, () => new BlobXmlRepository(storage.Value.Open()), loggers)
    {
    }

    /// <summary>Takes the settings, and where the key ring is.</summary>
    internal SecretBox(IOptions<CertificateOptions> certificate, Func<IXmlRepository> ring, ILoggerFactory loggers) =>
        services = new(() => Build(certificate.Value, ring(), loggers));

    /// <summary>Locks a secret.</summary>
    /// <param name="purpose">What it is for: it can't be unlocked as anything else.</param>
    /// <param name="secret">The secret.</param>
    /// <exception cref="RecordsUnavailableException">The storage account is away.</exception>
    public byte[] Lock(string purpose, byte[] secret) => Guard(() => Protector(purpose).Protect(secret));

    /// <summary>Unlocks what <see cref="Lock"/> gave.</summary>
    /// <exception cref="CryptographicException">It is not of this ring, or the certificate is another.</exception>
    /// <exception cref="RecordsUnavailableException">The storage account is away.</exception>
    public byte[] Unlock(string purpose, byte[] locked) => Guard(() => Protector(purpose).Unprotect(locked));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (services.IsValueCreated)
        {
            services.Value.Dispose();
        }
    }

    private IDataProtector Protector(string purpose) => services.Value.GetRequiredService<IDataProtectionProvider>().CreateProtector(purpose);

    private static byte[] Guard(Func<byte[]> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (IsUnavailability(e))
        {
            throw new RecordsUnavailableException($"The storage account of the key ring (setting {KeyRingStorage.Setting}) does not answer.", e);
        }
    }

    // Data Protection wraps what its repository throws; the storage client gathers its retries.
    private static bool IsUnavailability(Exception? fault) => fault switch
    {
        null => false,
        RequestFailedException or HttpRequestException or TimeoutException => true,
        AggregateException several => several.InnerExceptions.Any(IsUnavailability),
        _ => IsUnavailability(fault.InnerException),
    };

    // A container of its own: neither ASP.NET Core nor the host shares this ring, or puts its keys elsewhere.
    private static ServiceProvider Build(CertificateOptions options, IXmlRepository ring, ILoggerFactory loggers)
    {
        X509Certificate2 certificate = string.IsNullOrEmpty(options.Certificate)
            ? CertificateFile.ReadOrMake(options.DevelopmentFile!)
            : CertificateFile.Read(options.Certificate, options.CertificatePassword);
        ServiceCollection inner = new();
        inner.AddSingleton(loggers).AddLogging();
        IDataProtectionBuilder protection = inner.AddDataProtection().SetApplicationName(ApplicationName).ProtectKeysWithCertificate(certificate);
        if (!string.IsNullOrEmpty(options.PreviousCertificate))
        {
            protection.UnprotectKeysWithAnyCertificate(certificate, CertificateFile.Read(options.PreviousCertificate, options.PreviousCertificatePassword));
        }

        inner.Configure<KeyManagementOptions>(keys => keys.XmlRepository = ring);
        return inner.BuildServiceProvider();
    }
}
