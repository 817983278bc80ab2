using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using NoticeFunctions.Tests.Support;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd.Crashes;

/// <summary>Looks at what became of accepted notices: in the provider's eyes, and in the platform's own words.</summary>
internal sealed class Promises(PlatformProcess platform, IReadOnlyList<Kill> kills)
{
    // A closing decides what comes next a moment after the provider's answer, and a restarted host fires what it finds a moment after its start.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Recovering = TimeSpan.FromSeconds(3);

    private readonly ConcurrentQueue<string> broken = [];
    private ILookup<string, DateTimeOffset> arrivals = Array.Empty<string>().ToLookup(_ => "", _ => default(DateTimeOffset));
    private int repeats;

    /// <summary>Waits until all have ended; fails if one of them was lost, shifted or doubled.</summary>
    /// <param name="everything">All that was ever accepted: the provider may know of nothing else.</param>
    /// <param name="notices">Those of them to look at.</param>
    /// <returns>How many deliveries the provider has got again.</returns>
    public async Task<int> HoldForAsync(IReadOnlyCollection<AcceptedNotice> everything, IReadOnlyCollection<AcceptedNotice> notices)
    {
        PlatformClient client = new(platform.Http);
        ConcurrentDictionary<string, JsonObject> ended = [];
        await Parallel.ForEachAsync(notices, Few, async (notice, _) => ended[notice.Id] = await EndedAsync(client, notice));
        arrivals = platform.SendGrid.Calls.SelectMany(call => call.Deliveries.Select(delivery => (delivery, call.At))).ToLookup(call => call.delivery, call => call.At);
        ILookup<string, int> occurrences = arrivals.ToLookup(call => call.Key.Split('-')[0], call => int.Parse(call.Key.Split('-')[1]));
        await Parallel.ForEachAsync(notices, Few, async (notice, _) =>
        {
            IReadOnlyList<JsonObject> deliveries = await client.ListAsync($"api/notices/{notice.Id}/deliveries?limit=200");
            int[] sent = [.. occurrences[notice.Id].Order()];
            Check(notice, ended[notice.Id], sent, deliveries);
        });

        HashSet<string> known = [.. everything.Select(notice => notice.Id)];
        foreach (string unknown in occurrences.Select(call => call.Key).Where(id => !known.Contains(id)))
        {
            broken.Enqueue($"{unknown}: sent, and no answer ever named it");
        }

        Assert.True(broken.IsEmpty, $"{broken.Count} promises are broken:\n{string.Join('\n', broken.Take(20))}\nThe platform said:\n{string.Join('\n', platform.Said.TakeLast(20))}");
        return repeats;
    }

    private static ParallelOptions Few => new() { MaxDegreeOfParallelism = 4 };

    private async Task<JsonObject> EndedAsync(PlatformClient client, AcceptedNotice accepted)
    {
        JsonObject notice = [];
        await PlatformClient.Eventually(
            async () =>
            {
                notice = (await client.GetAsync($"api/notices/{accepted.Id}")).Json;
                if (accepted.Every > TimeSpan.Zero && notice["nextDue"]?.GetValue<DateTimeOffset>() is { } next)
                {
                    Expect((next - accepted.Start).Ticks % accepted.Every.Ticks == 0, $"{accepted.Id}: shifted, the next occurrence is due at {next:O}");
                }

                return notice.ContainsKey("ended");
            },
            () => $"lost: a notice that was accepted should have ended: {notice.ToJsonString()}");
        return notice;
    }

    private void Check(AcceptedNotice accepted, JsonObject notice, int[] sent, IReadOnlyList<JsonObject> deliveries)
    {
        string id = accepted.Id;
        Expect(notice["status"]!.GetValue<string>() == "completed", $"{id}: {notice["status"]}");
        Expect(notice["occurrences"]!.GetValue<int>() <= accepted.Count, $"{id}: fired {notice["occurrences"]} times of {accepted.Count}");
        Expect(notice["counts"]!["email"]!["sent"]?.GetValue<int>() == sent.Length, $"{id}: counts {notice["counts"]!.ToJsonString()}, and {sent.Length} were sent");
        Expect(sent.Length > 0 && sent[0] == 1, $"{id}: begins with occurrence {sent.FirstOrDefault()}");
        Expect(deliveries.Select(delivery => delivery["occurrence"]!.GetValue<int>()).Order().SequenceEqual(sent), $"{id}: its deliveries are not what the provider got");
        foreach (JsonObject delivery in deliveries)
        {
            CheckDelivery(accepted, delivery);
        }

        Dictionary<int, DateTimeOffset> answers = deliveries.ToDictionary(
            delivery => delivery["occurrence"]!.GetValue<int>(), delivery => delivery["attempts"]!.AsArray().Max(attempt => attempt!["at"]!.GetValue<DateTimeOffset>()));
        for (int n = 2, last = 1; n <= accepted.Count; n++)
        {
            if (answers.ContainsKey(n))
            {
                last = n;
            }
            else
            {
                Expect(WasMissed(accepted.Due(n), answers.GetValueOrDefault(last)), $"{id}: occurrence {n}, due {accepted.Due(n):O}, was left out");
            }
        }
    }

    // What came due while the platform was down, or while an earlier occurrence was on its way, is made up for once.
    private bool WasMissed(DateTimeOffset due, DateTimeOffset answered) =>
        due <= answered + Moment || kills.Any(kill => due >= kill.At - Moment && due <= (kill.Healed ?? kill.At) + Recovering);

    private void CheckDelivery(AcceptedNotice accepted, JsonObject delivery)
    {
        string id = delivery["id"]!.GetValue<string>();
        string[] results = [.. delivery["attempts"]!.AsArray().Select(attempt => attempt!["result"]!.GetValue<string>())];
        int uncertain = results.Count(result => result == "uncertain");
        int again = arrivals[id].Count() - 1;
        Interlocked.Add(ref repeats, Math.Max(again, 0));
        Expect(delivery["status"]!.GetValue<string>() == "sent", $"{id}: {delivery["status"]}");
        Expect(results.Length > 0 && results[^1] == "accepted" && results.Count(result => result == "accepted") == 1, $"{id}: attempts {string.Join(", ", results)}");
        Expect(again <= uncertain, $"{id}: {again} repeats, and {uncertain} attempts that are marked uncertain");
        Expect(again <= kills.Count(kill => kill.InFlight.Contains(id)), $"{id}: {again} repeats, and in flight at {kills.Count(kill => kill.InFlight.Contains(id))} kills");
        Expect(uncertain <= kills.Count, $"{id}: {uncertain} uncertain attempts, and {kills.Count} kills");
        Expect(arrivals[id].All(at => at >= accepted.Due(delivery["occurrence"]!.GetValue<int>())), $"{id}: early, due at {accepted.Due(delivery["occurrence"]!.GetValue<int>()):O}");
    }

    private void Expect(bool kept, string otherwise)
    {
        if (!kept)
        {
            broken.Enqueue(otherwise);
        }
    }
}
