namespace NoticeFunctions.Channels.Sms.Twilio;

/// <summary>Where Twilio reaches the platform; the setting is checked where the rest of its section is.</summary>
internal sealed class TwilioCallbackOptions
{
    /// <summary>The section these settings stand in.</summary>
    public const string Section = "Notices";

    /// <summary>The platform's public address; without it Twilio is told of no place to report to, and an accepted message stays sent.</summary>
    public string? PublicUrl { get; set; }
}
