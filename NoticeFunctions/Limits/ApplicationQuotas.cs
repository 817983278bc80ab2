using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NoticeFunctions.Records;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Limits;

/// <summary>Holds every application to its limits: notices a minute, and notices accepted and not ended.</summary>
internal sealed class ApplicationQuotas(
    IMinuteCounter counter, INoticeStore store, IOptions<QuotaOptions> options, NoticeMetrics metrics, TimeProvider time, ILogger<ApplicationQuotas> logger)
{
    private readonly ConcurrentDictionary<string, Quotas> applications = new(StringComparer.Ordinal);

    /// <summary>Asks for leave to accept one more. Mostly it costs no call to the store.</summary>
    /// <param name="application">Whose notice it is: one that is registered, for each is remembered.</param>
    /// <param name="noticesPerMinute">What its registration says, 0 for no limit; null for the platform's setting.</param>
    /// <param name="pendingNotices">The same for those that have not ended.</param>
    /// <exception cref="RecordsUnavailableException">The store is away, and has to be asked.</exception>
    public async ValueTask<QuotaDecision> EnterAsync(string application, int? noticesPerMinute, int? pendingNotices)
    {
        int perMinute = noticesPerMinute ?? options.Value.NoticesPerMinute;
        int pending = pendingNotices ?? options.Value.PendingNotices;
        if (perMinute == 0 && pending == 0)
        {
            return new(QuotaTicket.Free, State: null);
        }

        Quotas quotas = applications.GetOrAdd(application, static (name, self) => new(new(name, self.Counter, self.Time), new(name, self.Store, self.Time), new(name, self.Counter, self.Time)), (Counter: counter, Store: store, Time: time));
        if (pending != 0 && !await quotas.Pending.EnterAsync(pending))
        {
            return Refuse(application, quotas, quotas.Pending.State(pending));
        }

        MinutePlace? place = perMinute == 0 ? null : await TakeAsync(quotas, perMinute, pending);
        QuotaState? state = perMinute == 0 ? null : quotas.PerMinute.State(perMinute);
        if (state is null || place is not null)
        {
            return new(new(quotas.PerMinute, place, pending == 0 ? null : quotas.Pending), state);
        }

        if (pending != 0)
        {
            quotas.Pending.Leave();
        }

        return Refuse(application, quotas, state);
    }

    /// <summary>Asks for leave to accept one more all the same, with a due instant in a coming minute whose limit admits it.</summary>
    /// <param name="application">Whose notice it is.</param>
    /// <param name="reached">The limit that stands against it now.</param>
    /// <returns>The earliest due instant; null where none within an hour is admitted, or where the limit is not one of time.</returns>
    /// <exception cref="RecordsUnavailableException">The store is away.</exception>
    public async ValueTask<DateTimeOffset?> EnterLaterAsync(string application, QuotaState reached) =>
        reached.Name == QuotaState.NoticesPerMinute && applications.TryGetValue(application, out Quotas? quotas) ? await quotas.Later.TakeAsync(reached.Quota) : null;

    private static async ValueTask<MinutePlace?> TakeAsync(Quotas quotas, int perMinute, int pending)
    {
        try
        {
            return await quotas.PerMinute.TakeAsync(perMinute);
        }
        catch (RecordsUnavailableException) when (pending != 0)
        {
            quotas.Pending.Leave();
            throw;
        }
    }

    private QuotaDecision Refuse(string application, Quotas quotas, QuotaState state)
    {
        metrics.Limited(application, state.Name);
        if (quotas.IsFirstIn(Minute.Of(time.GetUtcNow())))
        {
            logger.LimitReached(application, state.Name, state.Quota);
        }

        return new(Ticket: null, state);
    }

    private sealed record Quotas(MinuteQuota PerMinute, PendingQuota Pending, LaterQuota Later)
    {
        private long told = -1;

        /// <summary>True once a minute: what is refused a thousand times a second is told once.</summary>
        public bool IsFirstIn(Minute minute) => Interlocked.Exchange(ref told, minute.Number) != minute.Number;
    }
}
