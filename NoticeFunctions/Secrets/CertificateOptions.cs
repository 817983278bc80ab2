using Microsoft.Extensions.Options;

namespace NoticeFunctions.Secrets;

/// <summary>Settings under <c>DataProtection</c>: the certificate without which nothing of what is kept secret can be read.</summary>
internal sealed class CertificateOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "DataProtection";

    /// <summary>A PKCS#12 file with its RSA private key: in base64, or the path of the file. In development one is made where this is left out.</summary>
    public string? Certificate { get; set; }

    /// <summary>What the file is locked with.</summary>
    public string? CertificatePassword { get; set; }

    /// <summary>The certificate before this one, spelt alike, so that what it protected stays readable; it protects nothing new.</summary>
    public string? PreviousCertificate { get; set; }

    /// <summary>What that file is locked with.</summary>
    public string? PreviousCertificatePassword { get; set; }

    /// <summary>Where a certificate is made when none is set; null where it must be set.</summary>
    public string? DevelopmentFile { get; set; }
}

/// <summary>Stops a start that could not keep a secret.</summary>
internal sealed class CertificateOptionsValidator : IValidateOptions<CertificateOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, CertificateOptions options)
    {
        if (string.IsNullOrEmpty(options.Certificate))
        {
            return options.DevelopmentFile is null
                ? ValidateOptionsResult.Fail("DataProtection:Certificate is not set: it must be a PKCS#12 file with an RSA private key, in base64 or as a path. Only in development one is made by itself.")
                : ValidateOptionsResult.Success;
        }

        List<string> faults = [];
        Check("DataProtection:Certificate", options.Certificate, options.CertificatePassword, faults);
        if (!string.IsNullOrEmpty(options.PreviousCertificate))
        {
            Check("DataProtection:PreviousCertificate", options.PreviousCertificate, options.PreviousCertificatePassword, faults);
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Check(string setting, string value, string? password, List<string> faults)
    {
        if (CertificateFile.Problem(value, password) is { } problem)
        {
            faults.Add($"{setting} {problem}.");
        }
    }
}
