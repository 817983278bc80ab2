using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NoticeFunctions.Secrets;

/// <summary>PKCS#12 files: reads what a setting means, and makes one for a developer's machine.</summary>
internal static class CertificateFile
{
    private const int KeyBits = 3072;
    private const int Years = 50;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>What is wrong with a setting, as the rest of a sentence about it; null when nothing is. It never repeats the setting.</summary>
    public static string? Problem(string value, string? password)
    {
        try
        {
            using X509Certificate2 certificate = Read(value, password);
            using RSA? key = certificate.GetRSAPrivateKey();
            return key is null ? "holds no RSA private key" : null;
        }
        catch (FormatException)
        {
            return "is neither base64 nor the path of a file that is there";
        }
        catch (CryptographicException)
        {
            return "is no PKCS#12 file that its password opens";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "is the path of a file that can't be read";
        }
    }

    /// <summary>The certificate that a setting means.</summary>
    public static X509Certificate2 Read(string value, string? password)
    {
        byte[] bytes = File.Exists(value) ? File.ReadAllBytes(value) : Convert.FromBase64String(value);
        return X509CertificateLoader.LoadPkcs12(bytes, password, X509KeyStorageFlags.Exportable);
    }

    /// <summary>The certificate of a file, which is made unless it is there: readable by its owner alone. Two that make it at once end with the same one.</summary>
    public static X509Certificate2 ReadOrMake(string path)
    {
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            string beside = $"{path}.{Guid.NewGuid():N}";
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerOnly;
            }

            using (FileStream file = new(beside, options))
            {
                file.Write(Make());
            }

            try
            {
                File.Move(beside, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(beside);
            }
        }

        return Read(path, password: null);
    }

    private static byte[] Make()
    {
        using RSA key = RSA.Create(KeyBits);
        CertificateRequest request = new("CN=Notice development data protection", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        DateTimeOffset from = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using X509Certificate2 certificate = request.CreateSelfSigned(from, from.AddYears(Years));
        return certificate.Export(X509ContentType.Pkcs12);
    }
}
