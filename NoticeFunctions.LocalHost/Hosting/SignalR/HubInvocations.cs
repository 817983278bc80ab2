using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Primitives;

namespace NoticeFunctions.LocalHost.Hosting.SignalR;

/// <summary>What functions are told of an event: by the hub itself, or by whoever posts the service's events.</summary>
internal static class HubInvocations
{
    public const string Hub = "X-ASRS-Hub";
    public const string Category = "X-ASRS-Category";
    public const string Event = "X-ASRS-Event";
    public const string ConnectionId = "X-ASRS-Connection-Id";
    public const string UserId = "X-ASRS-User-Id";
    public const string Signature = "X-ASRS-Signature";

    private const string ClientQuery = "X-ASRS-Client-Query";
    private const string UserClaims = "X-ASRS-User-Claims";

    // The connection's own: a token that a function logs would open the hub.
    private static readonly string[] NotTold = ["access_token", "id", "hub"];

    /// <summary>An event of a connected client.</summary>
    public static SignalRInvocationContext Of(HubPrincipal client, HubCallerContext connection, SignalRInvocationCategory category, string what)
    {
        IQueryCollection query = connection.GetHttpContext()?.Request.Query ?? QueryCollection.Empty;
        return new()
        {
            Hub = client.Hub,
            Category = category,
            Event = what,
            ConnectionId = connection.ConnectionId,
            UserId = client.UserId,
            Headers = ByName(
            [
                new(Hub, client.Hub), new(Category, category.ToString().ToLowerInvariant()), new(Event, what),
                new(ConnectionId, connection.ConnectionId), new(UserId, client.UserId),
            ]),
            Query = ByName(query.Where(pair => !NotTold.Contains(pair.Key, StringComparer.OrdinalIgnoreCase))),
            Claims = ByName(client.OwnClaims.GroupBy(claim => claim.Type).Select(same => KeyValuePair.Create(same.Key, new StringValues([.. same.Select(claim => claim.Value)])))),
        };
    }

    /// <summary>An event that came as a request.</summary>
    public static SignalRInvocationContext Of(HttpRequest request, SignalRInvocationCategory category) => new()
    {
        Hub = request.Headers[Hub].ToString(),
        Category = category,
        Event = request.Headers[Event].ToString(),
        ConnectionId = request.Headers[ConnectionId].ToString(),
        UserId = request.Headers[UserId].ToString(),
        Headers = ByName(request.Headers),
        Query = ByName(QueryHelpers.ParseQuery(request.Headers[ClientQuery].ToString())),
        Claims = ByName(request.Headers[UserClaims].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(claim => claim.Split(':', 2, StringSplitOptions.TrimEntries))
            .GroupBy(claim => claim[0], StringComparer.OrdinalIgnoreCase)
            .Select(same => KeyValuePair.Create(same.Key, new StringValues([.. same.Select(claim => claim[^1])])))),
    };

    private static Dictionary<string, StringValues> ByName(IEnumerable<KeyValuePair<string, StringValues>> pairs) => new(pairs, StringComparer.OrdinalIgnoreCase);
}
