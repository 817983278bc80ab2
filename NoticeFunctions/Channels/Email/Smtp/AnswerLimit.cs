using MailKit;
using MailKit.Net.Smtp;

namespace NoticeFunctions.Channels.Email.Smtp;

/// <summary>
/// Breaks off a conversation with a server that goes on and on: MailKit gathers an answer in memory until it ends. It shows what goes over the line to a protocol logger;
/// this one counts, and keeps nothing.
/// </summary>
internal sealed class AnswerLimit : IProtocolLogger
{
    /// <summary>The most bytes that may come before we say something again; answers have some hundred.</summary>
    public const int Most = 64 * 1024;

    private int bytes;

    /// <inheritdoc/>
    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    /// <inheritdoc/>
    public void LogConnect(Uri uri) => bytes = 0;

    /// <inheritdoc/>
    public void LogClient(byte[] buffer, int offset, int count) => bytes = 0;

    /// <inheritdoc/>
    public void LogServer(byte[] buffer, int offset, int count)
    {
        bytes += count;
        if (bytes > Most)
        {
            throw new SmtpProtocolException("The mail server's answer has no end.");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
