using Microsoft.Extensions.Logging;

namespace NoticeFunctions.Telemetry;

/// <summary>Every log event of the platform. Ids are a promise: one that is given up is not given to another. No addresses, no contents, no secrets.</summary>
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Debug, "Notice {NoticeId} of {Application} is accepted, due {Due}.")]
    public static partial void Accepted(this ILogger logger, string noticeId, string application, DateTimeOffset due);

    [LoggerMessage(1002, LogLevel.Warning, "Notice {NoticeId} is reserved, but its orchestration could not be started.")]
    public static partial void NotStarted(this ILogger logger, string noticeId, Exception exception);

    [LoggerMessage(1003, LogLevel.Warning, "The start of notice {NoticeId} could not be marked; the sweeper will.")]
    public static partial void NotMarked(this ILogger logger, string noticeId, Exception exception);

    [LoggerMessage(1004, LogLevel.Information, "Notice {NoticeId} is withdrawn: it was not started, and its caller was told so.")]
    public static partial void Withdrawn(this ILogger logger, string noticeId);

    [LoggerMessage(1101, LogLevel.Error, "The record of notice {NoticeId} is gone; the notice ends as failed (record-lost).")]
    public static partial void RecordLost(this ILogger logger, string noticeId);

    [LoggerMessage(1102, LogLevel.Warning, "Occurrence {Occurrence} of notice {NoticeId}: {Count} {Channel} deliveries were in flight at a crash.")]
    public static partial void FoundInFlight(this ILogger logger, int occurrence, string noticeId, int count, string channel);

    [LoggerMessage(1107, LogLevel.Warning, "Notice {NoticeId} on {Channel}: {Provider} refused {Count} deliveries ({Error}).")]
    public static partial void Refused(this ILogger logger, string noticeId, string channel, string provider, int count, string? error);

    [LoggerMessage(1104, LogLevel.Error, "Notice {NoticeId} fired {Firings} times within the hour, which is its ceiling; the next firing waits until {Until}.")]
    public static partial void HeldBack(this ILogger logger, string noticeId, long firings, DateTimeOffset until);

    [LoggerMessage(1105, LogLevel.Warning, "Outcomes of notice {NoticeId} could not be recorded yet; try {Try} follows.")]
    public static partial void NotRecorded(this ILogger logger, string noticeId, int @try, Exception exception);

    [LoggerMessage(1106, LogLevel.Debug, "Notice {NoticeId} has ended as {Status}.")]
    public static partial void Ended(this ILogger logger, string noticeId, string status);

    [LoggerMessage(1110, LogLevel.Warning, "Notice {NoticeId} left out {Count} occurrences, at occurrence {Occurrence}: they could not be fired in time.")]
    public static partial void Missed(this ILogger logger, string noticeId, int count, int occurrence);

    [LoggerMessage(1201, LogLevel.Information, "The sweeper started {Started} of {Found} notices that had no orchestration, and repaired {Repaired} index entries.")]
    public static partial void Swept(this ILogger logger, int started, int found, int repaired);

    [LoggerMessage(1203, LogLevel.Error, "Notice {NoticeId} was due at {Due} and nothing was done: the watchdog sets it going again.")]
    public static partial void Overdue(this ILogger logger, string noticeId, DateTimeOffset? due);

    [LoggerMessage(1202, LogLevel.Warning, "The store is away; this run of {Function} is left out.")]
    public static partial void RunLeftOut(this ILogger logger, string function, Exception exception);

    [LoggerMessage(1203, LogLevel.Information, "{Count} finished orchestrations are purged.")]
    public static partial void Purged(this ILogger logger, int count);

    [LoggerMessage(1204, LogLevel.Information, "{Count} attachments are removed: their notices' records are gone.")]
    public static partial void AttachmentsRemoved(this ILogger logger, int count);

    [LoggerMessage(1701, LogLevel.Debug, "Providers told {Count} events of deliveries; {Repeated} more were known, and {Early} wait for their occurrences to be closed.")]
    public static partial void EventsTaken(this ILogger logger, int count, int repeated, int early);

    [LoggerMessage(1601, LogLevel.Debug, "Notice {NoticeId} took {Control}.")]
    public static partial void Controlled(this ILogger logger, string noticeId, string control);

    [LoggerMessage(1603, LogLevel.Warning, "Kafka does not take events now: {Count} wait in the records' store.")]
    public static partial void EventsWait(this ILogger logger, int count);

    [LoggerMessage(1604, LogLevel.Error, "{Count} events are lost: neither Kafka nor the records' store takes them now.")]
    public static partial void EventsLost(this ILogger logger, int count, Exception exception);

    [LoggerMessage(1602, LogLevel.Warning, "The orchestration of notice {NoticeId} could not be told of a control; the sweeper will.")]
    public static partial void NotTold(this ILogger logger, string noticeId, Exception exception);

    [LoggerMessage(1603, LogLevel.Information, "The sweeper told {Count} orchestrations of controls that they had not followed.")]
    public static partial void Told(this ILogger logger, int count);

    [LoggerMessage(1301, LogLevel.Error, "Function {Function} failed.")]
    public static partial void FunctionFailed(this ILogger logger, string function, Exception exception);

    [LoggerMessage(1302, LogLevel.Warning, "Function {Function} answered 503: a store is away.")]
    public static partial void AnsweredUnavailable(this ILogger logger, string function, Exception exception);

    [LoggerMessage(1401, LogLevel.Information, "The platform made a {Kind} key {KeyId}, in use from {ActiveFrom}.")]
    public static partial void KeyMade(this ILogger logger, string kind, string keyId, DateTimeOffset activeFrom);

    [LoggerMessage(1402, LogLevel.Error, "The platform's {Kind} key {KeyId} can't be read with the certificate of DataProtection:Certificate; another takes its place.")]
    public static partial void KeyUnreadable(this ILogger logger, string kind, string keyId, Exception exception);

    [LoggerMessage(1403, LogLevel.Debug, "A token was refused: {Reason}.")]
    public static partial void TokenRefused(this ILogger logger, string reason);

    [LoggerMessage(1404, LogLevel.Warning, "A client could not be authenticated by {Method}: {Reason}.")]
    public static partial void ClientRefused(this ILogger logger, string method, string reason);

    [LoggerMessage(1405, LogLevel.Debug, "Application {Application} got a token with {Scopes}.")]
    public static partial void TokenIssued(this ILogger logger, string application, string scopes);

    [LoggerMessage(1406, LogLevel.Information, "Application {Application} is {Change}, by {Caller}.")]
    public static partial void ApplicationChanged(this ILogger logger, string application, string change, string caller);

    [LoggerMessage(1407, LogLevel.Information, "Key {KeyId} of application {Application} is {Change}, by {Caller}.")]
    public static partial void KeyChanged(this ILogger logger, string application, string keyId, string change, string caller);

    [LoggerMessage(1408, LogLevel.Warning, "The users' issuer (Users:Authority) does not tell its keys; what was known holds for a day.")]
    public static partial void IssuerAway(this ILogger logger, Exception exception);

    [LoggerMessage(1501, LogLevel.Debug, "A request of {Function} had no good token.")]
    public static partial void NotAuthenticated(this ILogger logger, string function);

    [LoggerMessage(1502, LogLevel.Debug, "A request of {Function} by {Application} lacked the scope {Scope}.")]
    public static partial void ScopeMissing(this ILogger logger, string function, string application, string scope);

    [LoggerMessage(1503, LogLevel.Warning, "Failed authentications can't be counted in the store; each host counts its own.")]
    public static partial void FailuresNotShared(this ILogger logger, Exception exception);

    [LoggerMessage(1504, LogLevel.Warning, "Application {Application} has reached its limit {Limit} of {Quota}; its notices are refused until there is room. It is said once a minute at most.")]
    public static partial void LimitReached(this ILogger logger, string application, string limit, int quota);

    [LoggerMessage(1601, LogLevel.Warning, "Message {Topic}/{Partition}/{Offset} can't be accepted ({Reason}): it is dead letter {DeadLetterId}.")]
    public static partial void DeadLettered(this ILogger logger, string deadLetterId, string topic, int partition, long offset, string reason);

    [LoggerMessage(1602, LogLevel.Warning, "Dead letters can't be redriven now.")]
    public static partial void RedriveFailed(this ILogger logger, Exception exception);

    [LoggerMessage(1711, LogLevel.Information, "Channel configuration {Configuration} is {Change}, by {Caller}.")]
    public static partial void ConfigurationChanged(this ILogger logger, string configuration, string change, string caller);

    [LoggerMessage(1712, LogLevel.Error, "Channel configuration {Configuration} can't be used: {Reason}.")]
    public static partial void ConfigurationUnusable(this ILogger logger, string configuration, string reason);

    [LoggerMessage(1713, LogLevel.Warning, "Most calls of {Provider} have failed lately: none is made for {Break}.")]
    public static partial void BreakerOpened(this ILogger logger, string provider, TimeSpan @break);

    [LoggerMessage(1714, LogLevel.Information, "{Provider} is asked again as before.")]
    public static partial void BreakerClosed(this ILogger logger, string provider);

    [LoggerMessage(1715, LogLevel.Warning, "Notice {NoticeId} on {Channel}: {Count} deliveries go to {Provider}, because {Failed} fails for now.")]
    public static partial void FailedOver(this ILogger logger, string noticeId, string channel, int count, string provider, string failed);

    [LoggerMessage(1716, LogLevel.Warning, "A provider that is needed no more could not be closed.")]
    public static partial void NotClosed(this ILogger logger, Exception exception);
}
