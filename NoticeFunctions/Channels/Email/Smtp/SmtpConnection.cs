using System.Net.Security;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace NoticeFunctions.Channels.Email.Smtp;

/// <summary>One connection to a mail server, logged in, for one mail at a time.</summary>
internal sealed class SmtpConnection : IDisposable
{
    // Servers that count close the connection after some hundred mails, in the middle of a conversation.
    private const int MostMails = 100;

    private readonly SmtpClient client;
    private readonly SmtpTimes times;
    private readonly TimeProvider time;
    private int mails;

    private SmtpConnection(SmtpClient client, SmtpTimes times, TimeProvider time)
    {
        this.client = client;
        this.times = times;
        this.time = time;
    }

    /// <summary>Since when nobody uses it, as a timestamp of the clock.</summary>
    public long IdleSince { get; set; }

    /// <summary>Whether it has carried a mail before: then the server may have closed it, for reasons of its own.</summary>
    public bool WasUsed => mails > 0;

    /// <summary>Whether another mail may go over it.</summary>
    public bool IsUsable => client.IsConnected && mails < MostMails;

    /// <summary>Connects and logs in.</summary>
    /// <param name="settings">Where, and as whom.</param>
    /// <param name="times">How long each step may take.</param>
    /// <param name="time">The clock.</param>
    /// <param name="certificates">Judges the server's certificate in place of the machine's own trust; null in production.</param>
    /// <param name="cancellation">The caller's patience.</param>
    public static async Task<SmtpConnection> OpenAsync(
        SmtpSettings settings, SmtpTimes times, TimeProvider time, RemoteCertificateValidationCallback? certificates, CancellationToken cancellation)
    {
        // As HttpClient does: asking the issuer whether it has revoked the certificate fails in closed networks.
        SmtpClient opened = new(new AnswerLimit()) { CheckCertificateRevocation = false, ServerCertificateValidationCallback = certificates };
        try
        {
            await WithinAsync(times.Connect, time, step => opened.ConnectAsync(settings.Host, settings.Port, Options(settings.Security), step), cancellation);
            if (settings.User is { } user)
            {
                await WithinAsync(times.Login, time, step => opened.AuthenticateAsync(user, settings.Password!, step), cancellation);
            }

            return new SmtpConnection(opened, times, time);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Hands over a mail, and returns what the server said to it.</summary>
    /// <param name="mail">The mail, with one sender and one recipient.</param>
    /// <param name="progress">Is told once the mail itself is on its way: from then on an answer that is missing leaves doubt.</param>
    /// <param name="cancellation">The caller's patience.</param>
    public async Task<string> SendAsync(MimeMessage mail, ITransferProgress progress, CancellationToken cancellation)
    {
        string said = "";
        mails++;
        await WithinAsync(times.Send, time, async step => said = await client.SendAsync(mail, step, progress), cancellation);
        return said;
    }

    /// <summary>Whether the server still answers.</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        try
        {
            await WithinAsync(times.Ask, time, client.NoOpAsync, cancellation);
            return true;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested && SmtpAnswer.IsTrouble(e))
        {
            return false;
        }
    }

    /// <summary>Tells the server, and closes it.</summary>
    public async Task CloseAsync()
    {
        try
        {
            await WithinAsync(times.Ask, time, step => client.DisconnectAsync(quit: true, step), CancellationToken.None);
        }
        catch (Exception e) when (SmtpAnswer.IsTrouble(e))
        {
            // It is closed either way.
        }
        finally
        {
            Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private static SecureSocketOptions Options(SmtpSecurity security) => security switch
    {
        SmtpSecurity.None => SecureSocketOptions.None,
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => throw new ArgumentOutOfRangeException(nameof(security), security, message: null),
    };

    private static async Task WithinAsync(TimeSpan most, TimeProvider time, Func<CancellationToken, Task> step, CancellationToken cancellation)
    {
        using CancellationTokenSource patience = new(most, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        await step(either.Token);
    }
}
