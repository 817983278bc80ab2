namespace NoticeFunctions.Channels.Email;

/// <summary>An account at SendGrid.</summary>
/// <param name="ApiKey">The API key, with the right to send mail.</param>
/// <param name="From">The sender's address: one that the account has verified.</param>
/// <param name="Host">Where its API is.</param>
internal sealed record SendGridAccount(string ApiKey, string From, string Host = SendGridAccount.GlobalHost)
{
    /// <summary>Where the API of accounts is that are not bound to the EU, whose is <c>https://api.eu.sendgrid.com</c>.</summary>
    public const string GlobalHost = "https://api.sendgrid.com";

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(SendGridAccount)} at {Host}";
}
