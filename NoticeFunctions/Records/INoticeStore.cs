using NoticeFunctions.Notices;

namespace NoticeFunctions.Records;

/// <summary>
/// The platform's memory of notices. Every method costs one round trip unless it says otherwise, and throws
/// <see cref="RecordsUnavailableException"/> when the store can't be reached; each may then have happened or not, and may be
/// repeated.
/// </summary>
internal interface INoticeStore
{
    /// <summary>
    /// Writes a notice under its id unless there is one. What is new counts as not started until
    /// <see cref="MarkStartedAsync"/>. The caller starts a notice that was there already again unless it has ended (a start
    /// of what runs does nothing): the first caller may have died before its start.
    /// </summary>
    /// <param name="notice">The notice, with its final id.</param>
    /// <param name="fingerprint">
    /// A hash of what was asked, where the id comes from an idempotency key: the same key with another fingerprint is a
    /// conflict, and telling costs a second round trip. Null for a new id of its own.
    /// </param>
    /// <param name="cancellation">Ends the wait, not the write.</param>
    Task<Reservation> ReserveAsync(Notice notice, string? fingerprint, CancellationToken cancellation);

    /// <summary>Says that a notice's orchestration has begun. It is written a moment later: if it is lost, the sweeper finds the instance running and says it again.</summary>
    Task MarkStartedAsync(NoticeKey key, CancellationToken cancellation);

    /// <summary>
    /// Takes a reservation back: the notice ends as cancelled before anything has come of it, and nothing starts it any more. A compare-and-set against its first
    /// delivery: whichever is recorded first stands. Two round trips, or three.
    /// </summary>
    /// <param name="notice">The notice.</param>
    /// <param name="reason">Why, for those who look at it.</param>
    /// <param name="cancellation">Ends the wait, not the write.</param>
    /// <returns>False: something has come of it already, and it stays as it is.</returns>
    Task<bool> WithdrawAsync(Notice notice, string reason, CancellationToken cancellation);

    /// <summary>One notice with its progress, or null.</summary>
    Task<NoticeRecord?> GetAsync(NoticeKey key, CancellationToken cancellation);

    /// <summary>An application's notices, newest first. A round trip or two per page, more when several filters meet.</summary>
    /// <param name="application">Whose.</param>
    /// <param name="filter">All of it must hold.</param>
    /// <param name="limit">At most this many; a page may hold fewer and still have a continuation.</param>
    /// <param name="continuation">From the page before, with the same filter; null for the first.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="InvalidContinuationException">The continuation is none, or belongs to another filter.</exception>
    Task<Page<NoticeRecord>> ListAsync(string application, NoticeFilter filter, int limit, string? continuation, CancellationToken cancellation);

    /// <summary>
    /// How many of an application's notices have not ended, as the lists by status have it: what other processes did in the last moments may be missing.
    /// </summary>
    /// <param name="application">Whose.</param>
    /// <param name="exactly">Whether all that this process has done is to be in it, for two round trips more; otherwise that may be missing too.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<long> CountPendingAsync(string application, bool exactly, CancellationToken cancellation);

    /// <summary>A notice's deliveries: newest occurrence first, in it by channel and recipient. Null when there is no such notice.</summary>
    /// <exception cref="InvalidContinuationException">The continuation is none.</exception>
    Task<Page<Delivery>?> GetDeliveriesAsync(NoticeKey key, int limit, string? continuation, CancellationToken cancellation);

    /// <summary>
    /// What an activity needs to deliver or close an occurrence; null when the record is gone. One round trip with a slice and
    /// no retries pending, otherwise two.
    /// </summary>
    /// <param name="key">The notice.</param>
    /// <param name="occurrence">From 1.</param>
    /// <param name="slice">The part of the occurrence to load; null is all of it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<OccurrenceState?> LoadOccurrenceAsync(NoticeKey key, int occurrence, RecipientSlice? slice, CancellationToken cancellation);

    /// <summary>
    /// Controls a notice by compare-and-set: against other controls, and against the first step of a firing, whichever is recorded first. A change is marked as
    /// not followed until a progress of its version is written. Four round trips, more when others come between.
    /// </summary>
    /// <param name="key">The notice.</param>
    /// <param name="decide">What becomes of it; null leaves it as it is. Called again when the notice has changed meanwhile.</param>
    /// <param name="cancellation">Ends the wait, not the write.</param>
    /// <returns>Null when there is no such notice.</returns>
    Task<ControlOutcome?> ControlAsync(NoticeKey key, Func<NoticeRecord, ControlChange?> decide, CancellationToken cancellation);

    /// <summary>
    /// Notices controlled longer ago than this whose life has not followed, oldest first: the event that tells it was lost, or is late. Those that have ended by
    /// themselves meanwhile are put in order on the way.
    /// </summary>
    Task<IReadOnlyList<NoticeRecord>> FindUnfollowedAsync(TimeSpan olderThan, int limit, CancellationToken cancellation);

    /// <summary>A notice's log, newest first: controls and firings, the latest 1,000. Null when there is no such notice.</summary>
    /// <exception cref="InvalidContinuationException">The continuation is none.</exception>
    Task<Page<LogEntry>?> GetLogAsync(NoticeKey key, int limit, string? continuation, CancellationToken cancellation);

    /// <summary>
    /// Writes deliveries into the ledger as in flight, unless a control has come since they were loaded: then nothing may be handed over, and what was written is to
    /// be taken back. One round trip.
    /// </summary>
    /// <param name="state">As loaded.</param>
    /// <param name="deliveries">In flight.</param>
    /// <param name="delivering">The progress to go with it; null leaves it, unless there is none yet.</param>
    /// <param name="cancellation">Ends the wait, not the write.</param>
    /// <returns>False: load again.</returns>
    Task<bool> BeginAsync(OccurrenceState state, IReadOnlyCollection<Delivery> deliveries, NoticeProgress? delivering, CancellationToken cancellation);

    /// <summary>
    /// Between two calls of a provider within one activity: writes the outcomes of the one, and the deliveries of the next as in flight, unless a control has come since the
    /// notice was loaded; then those may not be handed over, and are to be taken back. So a crash leaves no more in flight than what was in a provider's hands. One round trip.
    /// </summary>
    /// <param name="state">As loaded, with all that the activity has written since.</param>
    /// <param name="deliveries">Those with outcomes, and those that are next.</param>
    /// <param name="cancellation">Ends the wait, not the write.</param>
    /// <returns>False: a control has come.</returns>
    Task<bool> AdvanceAsync(OccurrenceState state, IReadOnlyCollection<Delivery> deliveries, CancellationToken cancellation);

    /// <summary>Counts a firing of the notice.</summary>
    /// <returns>How many firings have been counted in this hour, this one included.</returns>
    Task<long> CountFiringAsync(NoticeKey key, CancellationToken cancellation);

    /// <summary>
    /// Writes deliveries into the ledger: before sending (<see cref="DeliveryStatus.Sending"/>), and with their outcomes when
    /// another activity closes the occurrence. None of them expires before a closing says so.
    /// </summary>
    /// <param name="notice">The notice.</param>
    /// <param name="deliveries">Whole, as they are to be read back.</param>
    /// <param name="change">The progress to go with it (for status delivering); null leaves it.</param>
    /// <param name="cancellation">Ends the wait, not the write.</param>
    Task SaveDeliveriesAsync(Notice notice, IReadOnlyCollection<Delivery> deliveries, ProgressChange? change, CancellationToken cancellation);

    /// <summary>
    /// Closes an occurrence: outcomes, progress, index moves, and the retention's clock for what has ended: a closed
    /// occurrence's deliveries from now on, the notice once <see cref="NoticeProgress.Ended"/> is set. Twice is as good as once.
    /// </summary>
    /// <param name="notice">The notice.</param>
    /// <param name="deliveries">Their outcomes.</param>
    /// <param name="change">The progress before and after.</param>
    /// <param name="cancellation">Ends the wait, not the write.</param>
    /// <returns>
    /// False: a control that the change does not follow came before it, so the change may be wrong: load again, and close again. Only asked where the change tells of
    /// more than the first step of a notice. Or the change was to be the first, and is not: nothing was written.
    /// </returns>
    Task<bool> CloseOccurrenceAsync(Notice notice, IReadOnlyCollection<Delivery> deliveries, ProgressChange change, CancellationToken cancellation);

    /// <summary>
    /// Takes news about a delivery into its record and into its notice's counts, by compare-and-set: what its provider has heard, or that its reader has read it.
    /// Twice is as good as once. Two round trips; while the delivery's occurrence is not closed it waits for up to a second for that.
    /// </summary>
    /// <param name="application">Whose delivery it is.</param>
    /// <param name="id">The delivery.</param>
    /// <param name="status">What it has become.</param>
    /// <param name="reason">Why, where it did not arrive: no address, no secret.</param>
    /// <param name="cancellation">Ends the wait, not the write.</param>
    Task<DeliveryMove> MoveDeliveryAsync(string application, DeliveryId id, DeliveryStatus status, string? reason, CancellationToken cancellation);

    /// <summary>
    /// Notices reserved longer ago than this, not marked as started and not ended, oldest first; their indexes are completed on the way. Waiting
    /// notices that were started cost it nothing. Three round trips, up to eight when indexes have to be written.
    /// </summary>
    Task<IReadOnlyList<NoticeRecord>> FindUnstartedAsync(TimeSpan olderThan, int limit, CancellationToken cancellation);

    /// <summary>
    /// Notices that are neither held nor ended and whose due instant passed longer ago than this, as far as a bounded part of those that wait shows it: each call looks at the next
    /// part. Three round trips for an application.
    /// </summary>
    Task<IReadOnlyList<NoticeRecord>> FindOverdueAsync(TimeSpan by, CancellationToken cancellation);

    /// <summary>
    /// Puts index entries right that a crash left behind, and takes out those whose records are about to expire. Works on a
    /// bounded part per call; returns how many entries it changed.
    /// </summary>
    Task<int> RepairIndexesAsync(CancellationToken cancellation);
}
