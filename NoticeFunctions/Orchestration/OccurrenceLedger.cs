using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Orchestration;

/// <summary>
/// What an activity writes into the ledger between the calls that it makes of providers. Where deliveries are few they all stand in one value, so one write comes after the other, each with
/// what those before it have written. Where they are many each has a value of its own, and nothing need be remembered.
/// </summary>
/// <param name="store">The records.</param>
/// <param name="begun">The notice as loaded, with the first deliveries in flight.</param>
internal sealed class OccurrenceLedger(INoticeStore store, OccurrenceState begun) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private OccurrenceState known = begun;

    /// <summary>Writes outcomes, and deliveries that are in flight from now on: see <see cref="INoticeStore.AdvanceAsync"/>.</summary>
    /// <param name="deliveries">As they are now.</param>
    /// <returns>False: a control has come, and what was written as in flight is to be taken back.</returns>
    public async Task<bool> AdvanceAsync(IReadOnlyCollection<Delivery> deliveries)
    {
        await turn.WaitAsync();
        try
        {
            known = known.Notice.IsLarge ? known : With(known, deliveries);
            return await store.AdvanceAsync(known, deliveries, CancellationToken.None);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>A state after this was written.</summary>
    public static OccurrenceState With(OccurrenceState state, IReadOnlyCollection<Delivery> deliveries) => state with
    {
        Deliveries = [.. deliveries.Concat(state.Deliveries).DistinctBy(delivery => delivery.Place)],
    };

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();
}
