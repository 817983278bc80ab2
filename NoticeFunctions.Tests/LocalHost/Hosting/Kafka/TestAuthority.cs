using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NoticeFunctions.Tests.LocalHost.Hosting.Kafka;

/// <summary>Issues certificates, for those who trust it.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 own;
    private readonly DateTimeOffset now = TimeProvider.System.GetUtcNow();

    public TestAuthority()
    {
        CertificateRequest request = new("CN=authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        own = request.CreateSelfSigned(now.AddDays(-2), now.AddDays(2));
    }

    /// <summary>What those who trust it have, in PEM.</summary>
    public string Pem => own.ExportCertificatePem();

    /// <summary>A certificate for a name, with its key.</summary>
    public X509Certificate2 Issue(string name)
    {
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", other, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 issued = request.Create(own, now.AddDays(-1), now.AddDays(1), [1]);
        return issued.CopyWithPrivateKey(other);
    }

    public void Dispose()
    {
        own.Dispose();
        key.Dispose();
    }
}
