using Microsoft.DurableTask.Client;
using NoticeFunctions.Records;

namespace NoticeFunctions.Intake;

/// <summary>Takes many notices in side by side: their reservations share round trips, and their starts share writes of the engine's.</summary>
internal sealed class BatchIntake(NoticeIntake intake)
{
    /// <summary>One result for each; null when the whole request's key belongs to another request.</summary>
    /// <param name="client">The engine.</param>
    /// <param name="request">The request.</param>
    /// <param name="items">Its notices.</param>
    /// <param name="cancellation">The caller's patience.</param>
    public async Task<IReadOnlyList<IntakeResult>?> AcceptAsync(DurableTaskClient client, IntakeRequest request, IReadOnlyList<BatchItem> items, CancellationToken cancellation)
    {
        // Under the whole request's key, the first notice tells whether it came before with another body: then nothing of this one is taken.
        string whole = NoticeIntake.Fingerprint(request.Body);
        Dictionary<int, IntakeResult> first = [];
        for (int place = 0; place < items.Count && items[place].IsNumbered; place++)
        {
            IntakeResult result = await AcceptOneAsync(client, request, items[place], whole, cancellation);
            if (result is IntakeResult.Conflict)
            {
                return null;
            }

            first[place] = result;
            if (result is not IntakeResult.Invalid)
            {
                break;
            }
        }

        return await Task.WhenAll(items.Select((item, place) =>
            first.TryGetValue(place, out IntakeResult? known) ? Task.FromResult(known) : AcceptOneAsync(client, request, item, whole, cancellation)));
    }

    private async Task<IntakeResult> AcceptOneAsync(DurableTaskClient client, IntakeRequest request, BatchItem item, string whole, CancellationToken cancellation)
    {
        IntakeRequest one = request with { Body = item.Body, IdempotencyKey = item.IdempotencyKey, Fingerprint = item.IsNumbered ? whole : null };
        try
        {
            return await intake.AcceptAsync(client, one, item.Faults, cancellation);
        }
        catch (RecordsUnavailableException)
        {
            return new IntakeResult.NotStarted();
        }
    }
}
