using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NoticeFunctions.Tests.Channels.Email.Smtp;

/// <summary>A certificate for this machine, which nobody but the test trusts.</summary>
internal sealed class TestCertificate : IDisposable
{
    private readonly X509Certificate2 certificate;

    public TestCertificate()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=mail.example", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        Key = key.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>The private key in PEM.</summary>
    public string Key { get; }

    /// <summary>The certificate in PEM.</summary>
    public string Pem => certificate.ExportCertificatePem();

    /// <summary>Trusts this one, and it alone, and only for the name that was asked for.</summary>
    public RemoteCertificateValidationCallback Trust => (_, presented, _, errors) =>
        !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) && presented?.GetCertHashString() == certificate.GetCertHashString();

    public void Dispose() => certificate.Dispose();
}
