using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using NoticeFunctions.Applications;
using NoticeFunctions.Http;
using NoticeFunctions.Intake;
using NoticeFunctions.Intake.Validation;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;
using NoticeFunctions.Tracking;

namespace NoticeFunctions.Inbox;

/// <summary><c>/api/inbox</c>: what a user was sent by WebSocket, for the application that the user belongs to, or for the user.</summary>
internal sealed class InboxFunctions(UserInbox inbox)
{
    /// <summary>Reads an inbox.</summary>
    public const string Read = "ReadInbox";

    /// <summary>Marks deliveries as read.</summary>
    public const string MarkRead = "MarkInboxRead";

    /// <summary>Acknowledges deliveries.</summary>
    public const string Acknowledge = "AcknowledgeInbox";

    /// <summary>Bytes of a body.</summary>
    public const int BodyBytes = 32 * 1024;

    private const string User = "user";
    private const string Since = "since";
    private const string Deliveries = "deliveries";
    private const string All = "all";
    private static readonly JsonObject Example = new() { [Deliveries] = new JsonArray("0199a2b4c6d87e8f9a0b1c2d3e4f5a6b-1-webSocket-0") };

    /// <summary>A part of the inbox, oldest first.</summary>
    [Function(Read)]
    public async Task<IResult> ReadAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/inbox")] HttpRequest request)
    {
        ListQuery query = new(request.Query, User, Since);
        InboxUser user = ReadUser(request, query);
        long? since = query.Text(Since) is { } text ? InboxCursor.Read(text) : InboxCursor.Start;
        int limit = query.Limit;
        if (since is null)
        {
            query.Faults.Add($"?{Since}", "must be the cursor of an earlier answer", "1893456000003");
        }

        return query.Faults.Any ? Refuse.Invalid(query.Faults.Items)
            : !request.HttpContext.GetCaller().MayActFor(user.Name) ? NotYours()
            : new JsonAnswer<InboxAnswer>(await inbox.ReadAsync(user, since!.Value, limit, request.HttpContext.RequestAborted), InboxJson.Default.InboxAnswer);
    }

    /// <summary>Marks deliveries as read, or all of them.</summary>
    [Function(MarkRead)]
    public Task<IResult> MarkReadAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/inbox/read")] HttpRequest request) =>
        MarkAsync(request, [Deliveries, All], (user, ids) => ids is null
            ? inbox.MarkAllReadAsync(user, request.HttpContext.RequestAborted)
            : inbox.MarkReadAsync(user, ids, request.HttpContext.RequestAborted));

    /// <summary>Acknowledges deliveries.</summary>
    [Function(Acknowledge)]
    public Task<IResult> AcknowledgeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/inbox/acknowledge")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        MarkAsync(request, [Deliveries], (user, ids) => inbox.AcknowledgeAsync(client, user, ids!, request.HttpContext.RequestAborted));

    private static async Task<IResult> MarkAsync(HttpRequest request, string[] members, Func<InboxUser, IReadOnlyList<string>?, Task<InboxMarked>> mark)
    {
        ListQuery query = new(request.Query, User);
        InboxUser user = ReadUser(request, query);
        (Marking? marking, ProblemResult? problem) = await JsonBody.ReadAsync(request, BodyBytes, (body, faults) => ReadDeliveries(body, members, faults), query.Faults);
        return marking is null ? problem!
            : !request.HttpContext.GetCaller().MayActFor(user.Name) ? NotYours()
            : new JsonAnswer<InboxMarked>(await mark(user, marking.Deliveries), InboxJson.Default.InboxMarked);
    }

    private static InboxUser ReadUser(HttpRequest request, ListQuery query)
    {
        Caller caller = request.HttpContext.GetCaller();
        string? name = query.Text(User) ?? caller.User;
        if (name is null || !Characters.IsLine(name, InboxUser.LongestName))
        {
            query.Faults.Add($"?{User}", $"must be one of your users: 1 to {InboxUser.LongestName} characters, no control characters", "ann");
        }

        return new InboxUser(caller.Application, name ?? "");
    }

    private static ProblemResult NotYours() => Refuse.NotFound("That is another user's inbox.");

    private static Marking? ReadDeliveries(JsonElement body, string[] members, FaultList faults)
    {
        if (ObjectReader.Open(body, "", faults, members, Example.DeepClone()) is not { } reader)
        {
            return null;
        }

        if (reader.Value(All) is { } all)
        {
            if (all.ValueKind != JsonValueKind.True || reader.Has(Deliveries))
            {
                reader.Fault(All, "must be true, and stand alone", true);
            }

            return new Marking(Deliveries: null);
        }

        if (reader.Items(Deliveries, Example[Deliveries]!) is not { Count: > 0 and <= ListQuery.LargestLimit } items || items.Any(item => item.ValueKind != JsonValueKind.String))
        {
            reader.Fault(Deliveries, $"must hold 1 to {ListQuery.LargestLimit} delivery ids", Example[Deliveries]!.DeepClone());
            return null;
        }

        return new Marking([.. items.Select(item => item.GetString()!)]);
    }

    /// <summary>What is to be marked.</summary>
    /// <param name="Deliveries">Their ids; null for all of them.</param>
    private sealed record Marking(IReadOnlyList<string>? Deliveries);
}
