using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NoticeFunctions.Admission;
using NoticeFunctions.Applications;
using NoticeFunctions.Tests.Applications.Registry;

namespace NoticeFunctions.Tests.Admission;

/// <summary>The functions for applications and keys over a store in memory, asked as the host asks them.</summary>
internal sealed class AdmissionHarness
{
    public const string Orders = """{ "id": "orders", "name": "Order processing", "owner": "ann@example.com", "scopes": [ "notices:read", "notices:write" ] }""";

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public InMemoryApplicationStore Store { get; } = new();

    public Task<AdmissionAnswer> RegisterAsync(string body = Orders) =>
        AskAsync(request => new RegisterApplication(Store, Time, NullLogger<RegisterApplication>.Instance).RunAsync(request), body);

    public Task<AdmissionAnswer> UpdateAsync(string id, string body) =>
        AskAsync(request => new UpdateApplication(Store, Time, NullLogger<UpdateApplication>.Instance).RunAsync(request, id), body);

    public Task<AdmissionAnswer> GetAsync(string id) => AskAsync(request => new GetApplication(Store).RunAsync(request, id));

    public Task<AdmissionAnswer> ListAsync(string query = "") => AskAsync(request => new ListApplications(Store).RunAsync(request), query: query);

    public Task<AdmissionAnswer> DisableAsync(string id) =>
        AskAsync(request => new SwitchApplication(Store, Time, NullLogger<SwitchApplication>.Instance).DisableAsync(request, id));

    public Task<AdmissionAnswer> EnableAsync(string id) =>
        AskAsync(request => new SwitchApplication(Store, Time, NullLogger<SwitchApplication>.Instance).EnableAsync(request, id));

    public Task<AdmissionAnswer> DeleteAsync(string id) =>
        AskAsync(request => new DeleteApplication(Store, Time, NullLogger<DeleteApplication>.Instance).RunAsync(request, id));

    public Task<AdmissionAnswer> AddKeyAsync(string id, string body) =>
        AskAsync(request => new AddKey(Store, Time, NullLogger<AddKey>.Instance).RunAsync(request, id), body);

    public Task<AdmissionAnswer> ListKeysAsync(string id) => AskAsync(request => new ListKeys(Store, Time).RunAsync(request, id));

    public Task<AdmissionAnswer> RevokeAsync(string id, string kid) =>
        AskAsync(request => new RevokeKey(Store, Time, NullLogger<RevokeKey>.Instance).RunAsync(request, id, kid));

    private static async Task<AdmissionAnswer> AskAsync(Func<HttpRequest, Task<IResult>> function, string body = "", string query = "")
    {
        DefaultHttpContext http = new() { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        http.SetCaller(new Caller("admin", Scopes.Admin));
        http.Request.ContentType = "application/json";
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        http.Request.QueryString = new QueryString(query);
        http.Response.Body = new MemoryStream();
        await (await function(http.Request)).ExecuteAsync(http);
        http.Response.Body.Position = 0;
        return new(http.Response.StatusCode, await new StreamReader(http.Response.Body).ReadToEndAsync(), http.Response.Headers);
    }
}

/// <summary>What an administrator gets.</summary>
internal sealed record AdmissionAnswer(int Status, string Text, IHeaderDictionary Headers)
{
    public JsonObject Json => JsonNode.Parse(Text)!.AsObject();

    /// <summary>The members that a problem names.</summary>
    public IEnumerable<string> Pointers => Json["errors"]!.AsArray().Select(error => error!["pointer"]!.GetValue<string>());

    public string Member(string name) => Json[name]!.GetValue<string>();
}
