using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace NoticeFunctions.Channels.Email;

/// <summary>
/// Tells whether a call of the event webhook comes from SendGrid: ECDSA over the timestamp's text and the body's bytes as they came, under the key that SendGrid shows in its
/// settings (docs.sendgrid.com, "Getting started with the event webhook security features").
/// </summary>
internal sealed class SendGridSignature : IDisposable
{
    /// <summary>The header of the signature.</summary>
    public const string Header = "X-Twilio-Email-Event-Webhook-Signature";

    /// <summary>The header of the time at which it was made.</summary>
    public const string TimestampHeader = "X-Twilio-Email-Event-Webhook-Timestamp";

    /// <summary>How far that time may be from ours.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private readonly ECDsa? key;
    private readonly TimeProvider time;

    public SendGridSignature(IOptions<SendGridOptions> options, TimeProvider time)
    {
        this.time = time;
        key = options.Value.WebhookKey.Length == 0 ? null : Open(options.Value.WebhookKey);
    }

    /// <summary>A key of the settings.</summary>
    /// <exception cref="CryptographicException">It is none.</exception>
    /// <exception cref="FormatException">It is no base64.</exception>
    public static ECDsa Open(string webhookKey)
    {
        ECDsa opened = ECDsa.Create();
        try
        {
            opened.ImportSubjectPublicKeyInfo(Convert.FromBase64String(webhookKey), out _);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Whether a call is SendGrid's, and of these minutes. Without a key none is.</summary>
    /// <param name="signature">The header, as it came.</param>
    /// <param name="timestamp">The header, as it came.</param>
    /// <param name="body">The body, as it came.</param>
    public bool IsRight(string? signature, string? timestamp, ReadOnlySpan<byte> body)
    {
        if (key is null || signature is not { Length: > 0 and <= 200 } || timestamp is not { Length: > 0 and <= 20 }
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
            || Math.Abs(time.GetUtcNow().ToUnixTimeSeconds() - seconds) > (long)Tolerance.TotalSeconds)
        {
            return false;
        }

        Span<byte> signed = stackalloc byte[200];
        if (!Convert.TryFromBase64String(signature, signed, out int length))
        {
            return false;
        }

        byte[] content = [.. Encoding.ASCII.GetBytes(timestamp), .. body];
        lock (gate)
        {
            return key.VerifyData(content, signed[..length], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => key?.Dispose();
}
