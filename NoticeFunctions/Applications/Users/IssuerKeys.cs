using Microsoft.Extensions.Logging;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Applications.Users;

/// <summary>
/// The issuer's keys, kept for an hour. A key that is not among them is asked for at once, since issuers rotate theirs, but not more often than once in ten seconds, whatever
/// names tokens bear. While the issuer is away, what is known holds for a day.
/// </summary>
internal sealed class IssuerKeys(IssuerDocuments documents, TimeProvider time, ILogger<IssuerKeys> logger)
{
    /// <summary>How long keys are taken without asking again: a key that the issuer has withdrawn is refused after that.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    /// <summary>How long they hold while the issuer does not answer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>The least time from one question to the next.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private volatile Known? known;
    private DateTimeOffset asked = DateTimeOffset.MinValue;
    private Task asking = Task.CompletedTask;

    /// <summary>The issuer and the keys, among which is the one of that name if the issuer has it.</summary>
    /// <exception cref="IssuerAwayException">The issuer does not answer, and nothing is known of it that still holds.</exception>
    public async ValueTask<IssuerKeySet> FindAsync(string? keyId, CancellationToken cancellation)
    {
        if (FindFresh(keyId) is { } found)
        {
            return found;
        }

        await Ask(keyId).WaitAsync(cancellation);
        return known is { } last && time.GetUtcNow() - last.At < Longest ? last.Keys : throw new IssuerAwayException("It did not answer a moment ago.");
    }

    private IssuerKeySet? FindFresh(string? keyId) =>
        known is { } found && time.GetUtcNow() - found.At < Fresh && found.Keys.Find(keyId) is not null ? found.Keys : null;

    // One question is for all who wait, and goes on when one of them leaves: who comes and goes can't make it more of them.
    private Task Ask(string? keyId)
    {
        lock (gate)
        {
            if (asking.IsCompleted && FindFresh(keyId) is null && time.GetUtcNow() - asked >= Pause)
            {
                asking = AskAsync();
            }

            return asking;
        }
    }

    private async Task AskAsync()
    {
        try
        {
            IssuerKeySet keys = await documents.ReadAsync();
            known = new(keys, time.GetUtcNow());
        }
        catch (IssuerAwayException e)
        {
            logger.IssuerAway(e);
        }
        finally
        {
            asked = time.GetUtcNow();
        }
    }

    private sealed record Known(IssuerKeySet Keys, DateTimeOffset At);
}
