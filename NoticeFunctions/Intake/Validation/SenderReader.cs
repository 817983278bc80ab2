using NoticeFunctions.Addresses;
using NoticeFunctions.Applications;

namespace NoticeFunctions.Intake.Validation;

/// <summary>
/// Reads <c>from</c> and <c>replyTo</c>: addresses that stand in a mail as the sender's, so an application may use those alone that its registration names, and the one
/// that its mail is sent from anyway.
/// </summary>
internal static class SenderReader
{
    /// <summary>The members it reads.</summary>
    public static readonly string[] Members = ["from", "replyTo"];

    private const string Example = "orders@example.com";

    /// <summary>One of the members; null when it is absent or (with a fault) wrong.</summary>
    /// <param name="notice">The notice's members.</param>
    /// <param name="name">The member.</param>
    /// <param name="rules">What the application may use.</param>
    /// <param name="own">The address that its mail is sent from where a notice names none; null where there is none.</param>
    public static string? Read(ObjectReader notice, string name, ApplicationRules rules, string? own)
    {
        string? sender = notice.Text(name, EmailAddress.IsValid, $"must be an e-mail address (RFC 5321): local@domain.tld, in ASCII, at most {EmailAddress.Longest} characters", Example);
        if (sender is null)
        {
            return null;
        }

        string[] allowed = [.. rules.Senders ?? [], .. string.IsNullOrEmpty(own) ? Array.Empty<string>() : [own]];
        if (allowed.Contains(sender, StringComparer.OrdinalIgnoreCase))
        {
            return sender;
        }

        notice.Fault(
            name,
            $"is {sender}, which is no sender of your application; {(allowed.Length == 0 ? "its registration names none" : $"allowed are: {string.Join(", ", allowed)}")}",
            allowed.FirstOrDefault(Example));
        return null;
    }
}
