using MailKit;
using MailKit.Net.Smtp;
using MimeKit;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels.Email.Smtp;

/// <summary>Sends mail through a mail server: one mail for each delivery, over a few connections that are used again.</summary>
/// <param name="from">The sender's address.</param>
/// <param name="connections">The server's connections, which it owns.</param>
/// <param name="time">The clock.</param>
internal sealed class SmtpProvider(string from, SmtpConnections connections, TimeProvider time) : IProvider, IAsyncDisposable
{
    /// <inheritdoc/>
    public string Name => SmtpKind.Kind;

    /// <summary>So many mails take seconds: a control that comes meanwhile waits no longer than that.</summary>
    public int LargestBatch => 50;

    /// <inheritdoc/>
    public string? Sender => from;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProviderOutcome>> SendAsync(Notice notice, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
    {
        ProviderOutcome[] outcomes = new ProviderOutcome[deliveries.Count];
        ProviderOutcome? away = null;
        int taken = -1;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(deliveries.Count, SmtpConnections.Most)).Select(_ => WorkAsync()));
        return outcomes;

        async Task WorkAsync()
        {
            for (int index = Interlocked.Increment(ref taken); index < outcomes.Length; index = Interlocked.Increment(ref taken))
            {
                // A server that is not there is not looked for again by each of them.
                outcomes[index] = away ?? await SendAsync(notice, deliveries[index], outcome => away = outcome, cancellation);
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => connections.DisposeAsync();

    private async Task<ProviderOutcome> SendAsync(Notice notice, Delivery delivery, Action<ProviderOutcome> tellAway, CancellationToken cancellation)
    {
        if (TryCompose(notice, delivery) is not { } mail)
        {
            return ProviderOutcome.Permanent("The mail can't be written: an address or a name can't stand in its head.");
        }

        using (mail)
        {
            while (true)
            {
                SmtpConnection connection;
                try
                {
                    connection = await connections.TakeAsync(cancellation);
                }
                catch (Exception e) when (!cancellation.IsCancellationRequested && SmtpAnswer.IsTrouble(e))
                {
                    ProviderOutcome outcome = SmtpAnswer.OfOpening(e);
                    tellAway(outcome);
                    return outcome;
                }

                if (await TrySendAsync(connection, mail, cancellation) is { } answered)
                {
                    return answered;
                }
            }
        }
    }

    /// <summary>Null where the server had closed a connection that was used before: nothing went out, and a new one will do.</summary>
    private async Task<ProviderOutcome?> TrySendAsync(SmtpConnection connection, MimeMessage mail, CancellationToken cancellation)
    {
        bool wasUsed = connection.WasUsed;
        Beginning beginning = new();
        try
        {
            return ProviderOutcome.Accepted(SmtpAnswer.QueueId(await connection.SendAsync(mail, beginning, cancellation)));
        }
        catch (Exception e) when (wasUsed && !beginning.IsSeen && e is IOException or SmtpProtocolException or ServiceNotConnectedException)
        {
            return null;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested && SmtpAnswer.IsTrouble(e))
        {
            return SmtpAnswer.OfMail(e, beginning.IsSeen);
        }
        finally
        {
            connections.Return(connection);
        }
    }

    private MimeMessage? TryCompose(Notice notice, Delivery delivery)
    {
        try
        {
            return SmtpMail.Compose(notice, delivery, from, time.GetUtcNow());
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Sees whether a mail has begun to go over the line.</summary>
    private sealed class Beginning : ITransferProgress
    {
        public bool IsSeen { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => IsSeen = true;

        public void Report(long bytesTransferred) => IsSeen = true;
    }
}
