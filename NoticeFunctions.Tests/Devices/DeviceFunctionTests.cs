using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NoticeFunctions.Applications;
using NoticeFunctions.Devices;
using NoticeFunctions.Tests.Channels.App;

namespace NoticeFunctions.Tests.Devices;

public sealed class DeviceFunctionTests
{
    private readonly InMemoryDevices store = new();

    private Task<(int Status, JsonObject? Body)> RegisterAsync(string body, string application = "orders") => AskAsync(request => new RegisterDevice(store).RunAsync(request), application, body);

    private Task<(int Status, JsonObject? Body)> ListAsync(string query, string application = "orders") => AskAsync(request => new ListDevices(store).RunAsync(request), application, query: query);

    private Task<(int Status, JsonObject? Body)> RemoveAsync(string id, string application = "orders") => AskAsync(request => new RemoveDevice(store).RunAsync(request, id), application);

    [Fact]
    public async Task A_device_is_registered_listed_and_removed()
    {
        (int status, JsonObject? device) = await RegisterAsync("""{ "user": "ann", "token": "d3v1c3", "platform": "ios" }""");
        status.Should().Be(200);
        device!.Select(member => member.Key).Should().Equal("id", "user", "token", "platform", "registered");
        string id = device!["id"]!.GetValue<string>();

        (await ListAsync("?user=ann")).Body!["items"]![0]!["platform"]!.GetValue<string>().Should().Be("ios");
        (await ListAsync("?user=ann", "billing")).Body!["items"]!.AsArray().Should().BeEmpty();
        (await RemoveAsync(id, "billing")).Status.Should().Be(404);
        (await RemoveAsync(id)).Status.Should().Be(204);
        (await RemoveAsync(id)).Status.Should().Be(404);
        (await RemoveAsync("nothing")).Status.Should().Be(404);
    }

    [Theory]
    [InlineData("{}", "/user,/token,/platform")]
    [InlineData("""{ "user": " ", "token": "topic:news", "platform": "phone" }""", "/user,/token,/platform")]
    [InlineData("""{ "user": "ann", "token": "user:bob", "platform": 5, "more": 1 }""", "/more,/token,/platform")]
    [InlineData("[]", "")]
    [InlineData("nothing", "")]
    public async Task Everything_that_is_wrong_is_named(string body, string pointers)
    {
        (int status, JsonObject? problem) = await RegisterAsync(body);

        status.Should().Be(400);
        problem!["errors"]!.AsArray().Select(error => error!["pointer"]!.GetValue<string>()).Should().Equal(pointers.Split(','));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?user=")]
    [InlineData("?user=ann&more=1")]
    public async Task A_list_is_of_one_user(string query) => (await ListAsync(query)).Status.Should().Be(400);

    private static async Task<(int Status, JsonObject? Body)> AskAsync(Func<HttpRequest, Task<IResult>> function, string application, string body = "", string query = "")
    {
        DefaultHttpContext http = new() { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        http.SetCaller(new Caller(application, Scopes.UsersConnect));
        http.Request.ContentType = "application/json";
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        http.Request.QueryString = new QueryString(query);
        http.Response.Body = new MemoryStream();
        await (await function(http.Request)).ExecuteAsync(http);
        http.Response.Body.Position = 0;
        return (http.Response.StatusCode, http.Response.Body.Length == 0 ? null : (await JsonNode.ParseAsync(http.Response.Body))!.AsObject());
    }
}
