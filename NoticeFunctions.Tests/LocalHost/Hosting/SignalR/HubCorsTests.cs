using Microsoft.Azure.Functions.Worker;

namespace NoticeFunctions.Tests.LocalHost.Hosting.SignalR;

/// <summary>Which pages may connect: those that <c>Host.CORS</c> names, with credentials, as the stock client in a browser sends them.</summary>
public sealed class HubCorsTests
{
    [Theory]
    [InlineData("https://page.example", true)]
    [InlineData("*", true)]
    [InlineData("https://other.example", false)]
    [InlineData("", false)]
    public async Task A_page_may_negotiate_with_the_hub_if_its_origin_is_named(string origins, bool allowed)
    {
        await using Chat chat = await Chat.StartAsync(settings: ("Host__CORS", origins));
        SignalRConnectionInfo info = await chat.NegotiateAsync("ann");
        using HttpRequestMessage preflight = new(HttpMethod.Options, info.Url.Replace("/client/", "/client/negotiate", StringComparison.Ordinal));
        preflight.Headers.Add("Origin", "https://page.example");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization,x-requested-with,x-signalr-user-agent");

        using HttpResponseMessage response = await chat.Host.Http.SendAsync(preflight);

        using HttpRequestMessage negotiation = new(HttpMethod.Post, preflight.RequestUri);
        negotiation.Headers.Add("Origin", "https://page.example");
        negotiation.Headers.Authorization = new("Bearer", info.AccessToken);
        using HttpResponseMessage negotiated = await chat.Host.Http.SendAsync(negotiation);

        foreach (HttpResponseMessage answer in (HttpResponseMessage[])[response, negotiated])
        {
            Header(answer, "Access-Control-Allow-Origin").Should().Be(allowed ? "https://page.example" : null);
            Header(answer, "Access-Control-Allow-Credentials").Should().Be(allowed ? "true" : null);
        }
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}
