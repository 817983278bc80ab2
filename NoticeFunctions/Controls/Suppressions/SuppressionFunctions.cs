using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Applications;
using NoticeFunctions.Http;
using NoticeFunctions.Intake;
using NoticeFunctions.Notices;
using NoticeFunctions.Orchestration;
using NoticeFunctions.Problems;
using NoticeFunctions.Records;
using NoticeFunctions.Records.Suppressions;
using NoticeFunctions.Tracking;

namespace NoticeFunctions.Controls.Suppressions;

/// <summary><c>/api/suppressions</c>: the addresses that get nothing more of an application.</summary>
internal sealed class SuppressionFunctions(ISuppressions store, SuppressionList list, TimeProvider time)
{
    /// <summary>Lists them.</summary>
    public const string List = "ListSuppressions";

    /// <summary>Adds one.</summary>
    public const string Add = "AddSuppression";

    /// <summary>Removes one.</summary>
    public const string Remove = "RemoveSuppression";

    /// <summary>Bytes of a body.</summary>
    public const int Most = 16 * 1024;

    /// <summary>All of them, or those of one address.</summary>
    [Function(List)]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/suppressions")] HttpRequest request)
    {
        ListQuery query = new(request.Query, "channel", "address", "category");
        (Channel? channel, string? address, string? category, int limit) = (query.Name<Channel>("channel"), query.Text("address"), query.Text("category"), query.Limit);
        if (address is null != channel is null)
        {
            query.Faults.Add("?address", "and channel must stand together: an address is found on its channel", "ann@example.com");
        }

        if (query.Faults.Any)
        {
            return Refuse.Invalid(query.Faults.Items);
        }

        string application = request.HttpContext.GetCaller().Application;
        try
        {
            Page<Suppression> page = address is not null && channel is { } on
                ? await FindAsync(application, on, address, category, request.HttpContext.RequestAborted)
                : await store.ListAsync(application, limit, query.Continuation, request.HttpContext.RequestAborted);
            return new JsonAnswer<ListAnswer<SuppressionAnswer>>(new([.. page.Items.Select(SuppressionAnswer.Of)], page.Continuation), SuppressionJson.Default.ListAnswerSuppressionAnswer);
        }
        catch (InvalidContinuationException e)
        {
            return Refuse.Invalid("?continuation", e.Message, example: null);
        }
    }

    /// <summary>Adds one; one that is there stays as it is.</summary>
    [Function(Add)]
    public async Task<IResult> AddAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/suppressions")] HttpRequest request)
    {
        (SuppressionDraft? draft, ProblemResult? problem) = await JsonBody.ReadAsync(request, Most, SuppressionReader.Read);
        if (draft is null)
        {
            return problem!;
        }

        string application = request.HttpContext.GetCaller().Application;
        Suppression suppression = new(list.KeyOf(application, draft.Channel, draft.Address, draft.Category), draft.Reason, time.GetUtcNow());
        await list.AddAsync(application, suppression, request.HttpContext.RequestAborted);
        Suppression? kept = (await store.FindAsync(application, [suppression.Key], request.HttpContext.RequestAborted))[0];
        return new JsonAnswer<SuppressionAnswer>(SuppressionAnswer.Of(kept ?? suppression), SuppressionJson.Default.SuppressionAnswer);
    }

    /// <summary>Removes one: its address gets messages again from then on.</summary>
    [Function(Remove)]
    public async Task<IResult> RemoveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/suppressions/{id}")] HttpRequest request, string id) =>
        SuppressionKey.ReadId(id) is { } key && await store.RemoveAsync(request.HttpContext.GetCaller().Application, key, request.HttpContext.RequestAborted)
            ? Results.NoContent()
            : Refuse.NotFound("There is no suppression of this id.");

    private async Task<Page<Suppression>> FindAsync(string application, Channel channel, string address, string? category, CancellationToken cancellation)
    {
        SuppressionKey[] keys = [list.KeyOf(application, channel, address, category: null), .. category is null ? Array.Empty<SuppressionKey>() : [list.KeyOf(application, channel, address, category)]];
        return new([.. (await store.FindAsync(application, keys, cancellation)).OfType<Suppression>()], Continuation: null);
    }
}
