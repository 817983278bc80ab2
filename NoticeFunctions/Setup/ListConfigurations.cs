using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Channels.Configurations;
using NoticeFunctions.Http;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;
using NoticeFunctions.Records;
using NoticeFunctions.Setup.Answers;
using NoticeFunctions.Tracking;

namespace NoticeFunctions.Setup;

/// <summary><c>GET /api/channels/{channel}/configurations</c>.</summary>
internal sealed class ListConfigurations(IConfigurationStore store)
{
    private const string List = "configurations";

    /// <summary>The caller's configurations of a channel and the shared ones, the latest made first.</summary>
    [Function(nameof(ListConfigurations))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/channels/{channel}/configurations")] HttpRequest request, string channel)
    {
        if (!ConfigurationScope.TryRead(channel, out Channel read))
        {
            return ConfigurationScope.NoChannel();
        }

        ListQuery query = new(request.Query);
        int limit = query.Limit;
        if (query.Faults.Any)
        {
            return Refuse.Invalid(query.Faults.Items);
        }

        try
        {
            Place[] rest = [.. (await AllAsync(request, read)).Where(After(query.Continuation)).Take(limit + 1)];
            ListAnswer<ConfigurationAnswer> answer = new([.. rest.Take(limit).Select(one => one.Answer)], rest.Length > limit ? rest[limit - 1].ToContinuation() : null);
            return new JsonAnswer<ListAnswer<ConfigurationAnswer>>(answer, SetupJson.Default.ListAnswerConfigurationAnswer);
        }
        catch (InvalidContinuationException e)
        {
            return Refuse.Invalid("?continuation", e.Message, example: null);
        }
    }

    private async Task<IEnumerable<Place>> AllAsync(HttpRequest request, Channel channel)
    {
        string owner = ConfigurationScope.OwnerOf(request);
        string[] owners = [.. new[] { owner, ChannelConfiguration.Shared }.Distinct()];
        OwnerConfigurations[] found = await Task.WhenAll(owners.Select(one => store.LoadAsync(one, known: null, request.HttpContext.RequestAborted)));
        return found.SelectMany(all => all.Items.Where(one => one.Channel == channel).Select(one => new Place(one.Created, one.Owner, one.Name, ConfigurationAnswer.Of(all, one, one.Owner == owner))))
            .Order(Comparer<Place>.Create(Compare));
    }

    private static Func<Place, bool> After(string? continuation)
    {
        if (continuation is null)
        {
            return _ => true;
        }

        string[] fields = Continuation.Read(List, continuation);
        Place last = new(new(long.Parse(fields[0], CultureInfo.InvariantCulture), TimeSpan.Zero), fields[1], fields[2], Answer: null!);
        return place => Compare(place, last) > 0;
    }

    private static int Compare(Place one, Place other) =>
        one.Created != other.Created ? other.Created.CompareTo(one.Created)
        : one.Owner != other.Owner ? string.CompareOrdinal(one.Owner, other.Owner)
        : string.CompareOrdinal(one.Name, other.Name);

    private sealed record Place(DateTimeOffset Created, string Owner, string Name, ConfigurationAnswer Answer)
    {
        public string ToContinuation() => Continuation.Write(List, Created.UtcTicks.ToString(CultureInfo.InvariantCulture), Owner, Name);
    }
}
