using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NoticeFunctions.Addresses;
using NoticeFunctions.Applications;
using NoticeFunctions.Channels.Configurations;
using NoticeFunctions.Setup;
using NoticeFunctions.Setup.Reading;
using NoticeFunctions.Tests.Admission;
using NoticeFunctions.Tests.Channels.Routing;
using NoticeFunctions.Tests.LocalHost.Journal;

namespace NoticeFunctions.Tests.Setup;

/// <summary>The functions for channel configurations, asked as the host asks them, over the routing that goes by what they write.</summary>
internal sealed class SetupHarness(IConfigurationStore? store = null) : IAsyncDisposable
{
    public const string Primary = """{ "name": "primary", "provider": "recording", "settings": { "key": "k3y", "from": "a@example.com" } }""";

    private readonly ServiceProvider services = new ServiceCollection().AddLogging().BuildServiceProvider();

    public RoutingHarness Routing { get; } = new(store: store);

    /// <summary>What was logged.</summary>
    public RecordedLog Log { get; } = new();

    /// <summary>Every answer so far.</summary>
    public List<string> Answers { get; } = [];

    public Task<AdmissionAnswer> CreateAsync(string body = Primary, string caller = "orders", string channel = "email") =>
        AskAsync(request => Functions().CreateAsync(request, channel), caller, body);

    public Task<AdmissionAnswer> GetAsync(string name, string caller = "orders", string channel = "email") => AskAsync(request => Functions().ShowAsync(request, channel, name), caller);

    public Task<AdmissionAnswer> ListAsync(string query = "", string caller = "orders", string channel = "email") =>
        AskAsync(request => new ListConfigurations(Routing.Store).RunAsync(request, channel), caller, query: query);

    public Task<AdmissionAnswer> UpdateAsync(string name, string body, string caller = "orders", string channel = "email") =>
        AskAsync(request => Functions().UpdateAsync(request, channel, name), caller, body);

    public Task<AdmissionAnswer> DeleteAsync(string name, string caller = "orders", string channel = "email") => AskAsync(request => Functions().DeleteAsync(request, channel, name), caller);

    public Task<AdmissionAnswer> TestAsync(string name, string body, string caller = "orders", string channel = "email") =>
        AskAsync(request => new TestConfiguration(Routing.Store, Routing.Opener, new PhoneRules(Microsoft.Extensions.Options.Options.Create(new PhoneOptions())), Routing.Time).RunAsync(request, channel, name), caller, body);

    public async ValueTask DisposeAsync()
    {
        await Routing.DisposeAsync();
        await services.DisposeAsync();
    }

    private ConfigurationFunctions Functions() => new(
        Routing.Store,
        new ConfigurationWriter(Routing.Store, new ConfigurationBody(Routing.Kinds, Routing.Secrets), Routing.Secrets, Routing.Providers, Routing.Time, new RecordedLog<ConfigurationWriter>(Log)));

    private async Task<AdmissionAnswer> AskAsync(Func<HttpRequest, Task<IResult>> function, string caller, string body = "", string query = "")
    {
        DefaultHttpContext http = new() { RequestServices = services };
        http.SetCaller(new Caller(caller, caller == "admin" ? ScopeNames.Every : Scopes.ChannelsManage));
        http.Request.ContentType = "application/json";
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        http.Request.QueryString = new QueryString(query);
        http.Response.Body = new MemoryStream();
        await (await function(http.Request)).ExecuteAsync(http);
        http.Response.Body.Position = 0;
        AdmissionAnswer answer = new(http.Response.StatusCode, await new StreamReader(http.Response.Body).ReadToEndAsync(), http.Response.Headers);
        Answers.Add(answer.Text);
        return answer;
    }
}
