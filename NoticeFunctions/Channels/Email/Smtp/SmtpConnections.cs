using System.Net.Security;

namespace NoticeFunctions.Channels.Email.Smtp;

/// <summary>The connections to one mail server: a few at most, used again, and closed when nobody needs them.</summary>
/// <param name="settings">The server.</param>
/// <param name="times">How long things may take.</param>
/// <param name="time">The clock.</param>
/// <param name="certificates">Judges the server's certificate in place of the machine's own trust; null in production.</param>
internal sealed class SmtpConnections(SmtpSettings settings, SmtpTimes times, TimeProvider time, RemoteCertificateValidationCallback? certificates = null) : IAsyncDisposable
{
    /// <summary>How many there are at most: servers refuse who comes with many.</summary>
    public const int Most = 4;

    private readonly SemaphoreSlim places = new(Most);
    private readonly Lock gate = new();
    private readonly Stack<SmtpConnection> idle = new();
    private ITimer? closing;
    private bool isClosed;

    /// <summary>
    /// One for the caller alone, until it is returned: an idle one that still answers, or a new one. Throws what <see cref="SmtpAnswer.OfOpening"/> has words for; a
    /// <see cref="TimeoutException"/> where all are in use for too long.
    /// </summary>
    /// <param name="cancellation">The caller's patience.</param>
    public async Task<SmtpConnection> TakeAsync(CancellationToken cancellation)
    {
        await WaitForPlaceAsync(cancellation);
        try
        {
            while (Pop() is { } known)
            {
                if (time.GetElapsedTime(known.IdleSince) < times.Doubt || await known.AnswersAsync(cancellation))
                {
                    return known;
                }

                known.Dispose();
            }

            return await SmtpConnection.OpenAsync(settings, times, time, certificates, cancellation);
        }
        catch
        {
            places.Release();
            throw;
        }
    }

    /// <summary>Gives one back; one that is broken is thrown away.</summary>
    public void Return(SmtpConnection connection)
    {
        if (!TryKeep(connection))
        {
            connection.Dispose();
        }

        places.Release();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        SmtpConnection[] left;
        lock (gate)
        {
            isClosed = true;
            closing?.Dispose();
            left = [.. idle];
            idle.Clear();
        }

        await Task.WhenAll(left.Select(connection => connection.CloseAsync()));
    }

    private async Task WaitForPlaceAsync(CancellationToken cancellation)
    {
        if (places.Wait(TimeSpan.Zero, CancellationToken.None))
        {
            return;
        }

        using CancellationTokenSource patience = new(times.Turn, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            await places.WaitAsync(either.Token);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException("Every connection to the mail server is in use.", e);
        }
    }

    private SmtpConnection? Pop()
    {
        lock (gate)
        {
            return idle.TryPop(out SmtpConnection? connection) ? connection : null;
        }
    }

    private bool TryKeep(SmtpConnection connection)
    {
        lock (gate)
        {
            if (isClosed || !connection.IsUsable)
            {
                return false;
            }

            connection.IdleSince = time.GetTimestamp();
            idle.Push(connection);
            closing ??= time.CreateTimer(_ => CloseIdle(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            closing.Change(times.Idle, Timeout.InfiniteTimeSpan);
            return true;
        }
    }

    // The one that was used last is on top, and the timer counts from it: when it is due, all of them have been idle for long enough.
    private void CloseIdle()
    {
        lock (gate)
        {
            while (!isClosed && idle.TryPop(out SmtpConnection? connection))
            {
                _ = connection.CloseAsync();
            }
        }
    }
}
