using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using NoticeFunctions.Addresses;

namespace NoticeFunctions.Channels.Email;

/// <summary>Settings of SendGrid. Without a key there is no SendGrid on this platform.</summary>
internal sealed class SendGridOptions
{
    /// <summary>The section these settings stand in.</summary>
    public const string Section = "SendGrid";

    /// <summary>The API key, with the right to send mail.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>The sender's address: one that the account has verified.</summary>
    public string From { get; set; } = "";

    /// <summary>Where the API is: another for the EU region, or for a stub.</summary>
    public string Host { get; set; } = SendGridAccount.GlobalHost;

    /// <summary>The public key of the signed event webhook (base64, as SendGrid shows it); without it no event is believed.</summary>
    public string WebhookKey { get; set; } = "";

    /// <summary>How long one call may take before it is given up and retried.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether mail goes through SendGrid.</summary>
    public bool IsConfigured => ApiKey.Length > 0;
}

/// <summary>Stops a start whose mail could never go out, naming the setting.</summary>
internal sealed class SendGridOptionsValidator : IValidateOptions<SendGridOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SendGridOptions options)
    {
        List<string> wrong = [];
        if (options.WebhookKey.Length > 0 && !IsKey(options.WebhookKey))
        {
            wrong.Add("SendGrid:WebhookKey must be the verification key of SendGrid's signed event webhook: a public key on a curve, in base64.");
        }

        if (!options.IsConfigured)
        {
            return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
        }

        if (!EmailAddress.IsValid(options.From))
        {
            wrong.Add("SendGrid:From must be an e-mail address: with SendGrid:ApiKey set, mail needs a sender.");
        }

        if (!Uri.TryCreate(options.Host, UriKind.Absolute, out Uri? host) || host.Scheme is not ("http" or "https"))
        {
            wrong.Add("SendGrid:Host must be an absolute http or https URL, such as https://api.sendgrid.com.");
        }

        if (options.Timeout <= TimeSpan.Zero || options.Timeout > TimeSpan.FromMinutes(5))
        {
            wrong.Add("SendGrid:Timeout must be longer than 0 and at most 5 minutes.");
        }

        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static bool IsKey(string key)
    {
        try
        {
            using ECDsa opened = SendGridSignature.Open(key);
            return true;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return false;
        }
    }
}
