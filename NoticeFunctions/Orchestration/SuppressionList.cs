using System.Collections.Concurrent;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Records.Suppressions;

namespace NoticeFunctions.Orchestration;

/// <summary>
/// Keeps deliveries from addresses that get nothing more. Most applications have none: that is known for a moment, so a delivery asks only where there are any. The first one
/// that is added elsewhere counts here <see cref="Freshness"/> later.
/// </summary>
internal sealed class SuppressionList(ISuppressions store, AddressHasher addresses, TimeProvider time)
{
    /// <summary>How old the answer "there are none" may be.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, long> none = new(StringComparer.Ordinal);

    /// <summary>Whether an application may have any: what may be asked before it is needed.</summary>
    public async ValueTask<bool> MayHaveAnyAsync(string application, CancellationToken cancellation)
    {
        if (none.TryGetValue(application, out long since) && time.GetElapsedTime(since) < Freshness)
        {
            return false;
        }

        long asked = time.GetTimestamp();
        bool any = await store.HasAnyAsync(application, cancellation);
        if (any)
        {
            none.TryRemove(application, out _);
        }
        else
        {
            none[application] = asked;
        }

        return any;
    }

    /// <summary>The work without deliveries to such addresses, which are settled as skipped. One round trip where there is anything to ask.</summary>
    /// <param name="notice">The notice.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="work">What is to be sent.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<WorkList> ApplyAsync(Notice notice, Channel channel, WorkList work, CancellationToken cancellation)
    {
        if (work.Send.Count == 0)
        {
            return work;
        }

        SuppressionKey[] keys =
        [
            .. from delivery in work.Send
               let address = addresses.Hash(notice.Application, delivery.Recipient)
               from category in CategoriesOf(notice)
               select new SuppressionKey(channel, address, category),
        ];
        IReadOnlyList<Suppression?> found = await store.FindAsync(notice.Application, keys, cancellation);
        List<Delivery> send = [];
        List<Delivery> settled = [.. work.Settled];
        foreach ((Delivery delivery, Suppression?[] ofIt) in work.Send.Zip(found.Chunk(CategoriesOf(notice).Length)))
        {
            if (Array.Find(ofIt, one => one is not null) is { } suppression)
            {
                settled.Add(Settle(delivery, suppression.Reason));
            }
            else
            {
                send.Add(delivery);
            }
        }

        return work with { Send = send, Settled = settled };
    }

    /// <summary>Adds one, and knows of it here at once.</summary>
    public async Task AddAsync(string application, Suppression suppression, CancellationToken cancellation)
    {
        await store.AddAsync(application, suppression, cancellation);
        none.TryRemove(application, out _);
    }

    /// <summary>What is kept of an address.</summary>
    public SuppressionKey KeyOf(string application, Channel channel, string address, string? category) => new(channel, addresses.Hash(application, address), category);

    private static string?[] CategoriesOf(Notice notice) => notice.Category is { } category ? [null, category] : [null];

    // What may have gone out already can't be said to have been left out.
    private static Delivery Settle(Delivery delivery, SuppressionReason reason) =>
        delivery.Attempts is [.., { Result: AttemptResult.Uncertain }] ? delivery with { Status = DeliveryStatus.Uncertain, RetryAt = null } : delivery.Skip(Names.Of(reason));
}
