using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NoticeFunctions.Access;
using NoticeFunctions.Applications;
using NoticeFunctions.Docs;
using NoticeFunctions.Http;
using NoticeFunctions.Tests.LocalHost.Hosting;

namespace NoticeFunctions.Tests.Access;

public sealed class RoutePolicyTests
{
    // Design: what anybody may call. A function is added here by whoever has thought it over, and by nobody else.
    private static readonly string[] Public =
    [
        "/", "/.well-known/jwks.json", "/a/{token}", "/api/docs", "/api/health", "/api/openapi.json", "/api/tokens", "/api/webhooks/sendgrid", "/api/webhooks/twilio", "/u/{token}",
    ];

    private static readonly IReadOnlyList<HttpFunction> Functions = HttpFunctions.Find(typeof(RoutePolicies).Assembly);

    [Fact]
    public void Every_HTTP_function_has_a_policy_and_every_policy_a_function() =>
        RoutePolicies.Functions.Should().BeEquivalentTo(Functions.Select(function => function.Name).Distinct());

    [Fact]
    public void Nothing_is_public_but_what_the_design_lists() =>
        Functions.Where(function => RoutePolicies.Of(function.Name)!.IsPublic).Select(function => function.Path).Distinct().Should().BeSubsetOf(Public);

    [Fact]
    public void Users_with_tokens_of_their_own_may_call_what_is_about_one_user_and_nothing_else() =>
        Functions.Where(function => RoutePolicies.Of(function.Name)!.IsForUsers).Select(function => function.Path).Distinct()
            .Should().BeEquivalentTo("/api/negotiate", "/api/inbox", "/api/inbox/read", "/api/inbox/acknowledge", "/api/devices", "/api/devices/{id}");

    [Fact]
    public void No_function_takes_a_body_that_the_server_does_not() =>
        RoutePolicies.Functions.Select(name => RoutePolicies.Of(name)!.BodyBytes).Should().OnlyContain(most => most > 0 && most <= 15 * 1024 * 1024);

    [Fact]
    public async Task A_start_with_a_function_that_the_table_does_not_know_is_refused()
    {
        Func<Task> start = () => TestHost.StartAsync<Open>(builder => builder.Services.AddSingleton<IHostedService>(new AccessStart(typeof(Open).Assembly)));

        await start.Should().ThrowAsync<InvalidOperationException>().WithMessage("*StandsOpen*");
        await FluentActions.Awaiting(() => new AccessStart(typeof(RoutePolicies).Assembly).StartAsync(CancellationToken.None)).Should().NotThrowAsync();
    }

    [Fact]
    public void No_setting_reaches_the_guard_so_none_turns_it_off() =>
        typeof(AccessMiddleware).Assembly.GetTypes().Where(type => type.Namespace == typeof(AccessMiddleware).Namespace)
            .SelectMany(type => type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))
            .SelectMany(constructor => constructor.GetParameters())
            .Select(parameter => parameter.ParameterType)
            .Should().NotContain(type => type == typeof(IConfiguration) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IOptions<>)));

    [Fact]
    public async Task The_document_shows_who_may_call_what_by_the_same_table()
    {
        JsonObject paths = JsonNode.Parse(await new ApiDocument().JsonAsync())!["paths"]!.AsObject();
        foreach (HttpFunction function in Functions)
        {
            JsonObject operation = paths[function.Path]![function.Method.Method.ToLowerInvariant()]!.AsObject();
            Scopes scope = RoutePolicies.Of(function.Name)!.Scope;
            IEnumerable<string>? told = operation["security"]?.AsArray().Where(one => one!["token"] is not null).SelectMany(one => one!["token"]!.AsArray()).Select(name => name!.GetValue<string>());

            (told ?? []).Should().Equal(ScopeNames.Of(scope), function.Name);
            (operation["security"]?.AsArray() ?? []).Count(one => one!["userToken"] is not null).Should().Be(RoutePolicies.Of(function.Name)!.IsForUsers ? 1 : 0, function.Name);
            operation["responses"]!.AsObject().ContainsKey("403").Should().Be(scope != Scopes.None, function.Name);
        }
    }

    public sealed class Open
    {
        [Function("StandsOpen")]
        public static string Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "stands-open")] HttpRequest request) => "open";
    }
}
