using Microsoft.Extensions.Logging;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Applications.Users;

/// <summary>
/// The issuer's keys, kept for an hour. A key that is not among them is asked for at once, since issuers rotate theirs, but not more often than once in ten seconds, whatever
/// names tokens bear. While the issuer is away, what is known holds for a day.
/// </summary>
internal sealed class IssuerKeys(IssuerDocuments documents, TimeProvider time, ILogger<IssuerKeys> logger) : IDisposable
{
    /// <summary>How long keys are taken without asking again: a key that the issuer has withdrawn is refused after that.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    /// <summary>How long they hold while the issuer does not answer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>The least time from one question to the next.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile Known? known;
    private DateTimeOffset asked = DateTimeOffset.MinValue;

    /// <summary>The issuer and the keys, among which is the one of that name if the issuer has it.</summary>
    /// <exception cref="IssuerAwayException">The issuer does not answer, and nothing is known of it that still holds.</exception>
    public async ValueTask<IssuerKeySet> FindAsync(string? keyId, CancellationToken cancellation)
    {
        if (known is { } found && time.GetUtcNow() - found.At < Fresh && found.Keys.Find(keyId) is not null)
        {
            return found.Keys;
        }

        await gate.WaitAsync(cancellation);
        try
        {
            // Somebody may have asked while this waited.
            DateTimeOffset now = time.GetUtcNow();
            bool isEnough = known is { } current && now - current.At < Fresh && current.Keys.Find(keyId) is not null;
            if (!isEnough && now - asked >= Pause)
            {
                await AskAsync(now, cancellation);
            }

            return known is { } last && now - last.At < Longest ? last.Keys : throw new IssuerAwayException("It did not answer a moment ago.");
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private async Task AskAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        asked = now;
        try
        {
            known = new(await documents.ReadAsync(cancellation), now);
        }
        catch (IssuerAwayException e)
        {
            logger.IssuerAway(e);
        }
        catch (OperationCanceledException)
        {
            // It was the caller who left: the next one asks.
            asked = DateTimeOffset.MinValue;
            throw;
        }
    }

    private sealed record Known(IssuerKeySet Keys, DateTimeOffset At);
}
