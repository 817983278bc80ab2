using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace NoticeFunctions.Channels.Email.Smtp;

/// <summary>
/// What a mail server's answers mean for a delivery. Once it listens, 4yz is "not now" and 5yz is "never" (RFC 5321, section 4.2.1), each with its enhanced status code
/// (RFC 3463) as the server wrote it. Before that, whatever it says is about us and not about the mail: a wrong password or an expired certificate is the operator's to
/// mend, and no reason to lose mail, so it is "not now" too.
/// </summary>
internal static partial class SmtpAnswer
{
    private const int LongestError = 300;

    // Who greylists wants to see the mail again after some minutes: seven attempts a minute apart outlast the usual five.
    private static readonly TimeSpan Greylisted = TimeSpan.FromMinutes(1);

    /// <summary>Whether an exception tells of a conversation that failed.</summary>
    public static bool IsTrouble(Exception fault) => fault is
        CommandException or ProtocolException or ServiceNotConnectedException or ServiceNotAuthenticatedException or AuthenticationException or SslHandshakeException
        or NotSupportedException or SocketException or IOException or TimeoutException or OperationCanceledException;

    /// <summary>What becomes of a delivery whose server could not be reached, or did not let us in.</summary>
    public static ProviderOutcome OfOpening(Exception fault) => ProviderOutcome.Transient(fault switch
    {
        OperationCanceledException => "The mail server did not answer in time.",
        TimeoutException => fault.Message,
        AuthenticationException => $"The mail server refused the login: {Clean(fault.Message)}",
        SslHandshakeException => "The connection to the mail server could not be protected: its certificate is not trusted here, or it speaks no TLS on this port.",
        NotSupportedException => "The mail server offers no STARTTLS, or no login that both sides know.",
        SmtpCommandException refused => $"The mail server does not want us: {Said(refused)}",
        SocketException unreachable => $"The mail server could not be reached ({unreachable.SocketErrorCode}).",
        SmtpProtocolException => "The mail server said what is no SMTP, or hung up.",
        _ => "The connection to the mail server broke.",
    });

    /// <summary>What becomes of a delivery whose mail was not answered with "taken".</summary>
    /// <param name="fault">What happened.</param>
    /// <param name="wasOnItsWay">Whether the mail itself had begun to go over the line: without an answer nobody knows then whether the server has it.</param>
    public static ProviderOutcome OfMail(Exception fault, bool wasOnItsWay) => fault switch
    {
        SmtpCommandException { StatusCode: >= (SmtpStatusCode)500 } refused => ProviderOutcome.Permanent(Said(refused)),
        SmtpCommandException refused => ProviderOutcome.Transient(Said(refused), refused.ErrorCode == SmtpErrorCode.RecipientNotAccepted ? Greylisted : null),
        ServiceNotAuthenticatedException => ProviderOutcome.Transient("The mail server wants a login, and the configuration has none."),
        _ when wasOnItsWay => ProviderOutcome.Uncertain(
            fault is OperationCanceledException ? "The mail server did not answer in time whether it took the mail." : "The connection broke before the mail server said whether it took the mail."),
        OperationCanceledException => ProviderOutcome.Transient("The mail server did not answer in time."),
        SmtpProtocolException => ProviderOutcome.Transient("The mail server said what is no SMTP, or hung up."),
        _ => ProviderOutcome.Transient("The connection to the mail server broke."),
    };

    /// <summary>The server's own id of a mail that it took, where its answer has one in the usual form: <c>queued as 4XyZ</c>.</summary>
    public static string? QueueId(string said) => Queued().Match(said) is { Success: true } match ? match.Groups["id"].Value : null;

    private static string Said(SmtpCommandException refused) => string.Create(CultureInfo.InvariantCulture, $"{(int)refused.StatusCode}: {Clean(refused.Message)}");

    /// <summary>Errors are recorded and shown: an address in them is not, nor what would break a line.</summary>
    private static string Clean(string said)
    {
        string clean = Address().Replace(string.Concat(said.Select(one => char.IsControl(one) ? ' ' : one)), "(address)").Trim();
        return clean.Length <= LongestError ? clean : clean[..LongestError];
    }

    [GeneratedRegex(@"\bqueued as (?<id>[\w.+/=-]{1,100})", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Queued();

    [GeneratedRegex(@"[^\s<>""']{1,64}@[^\s<>""']{1,255}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}
