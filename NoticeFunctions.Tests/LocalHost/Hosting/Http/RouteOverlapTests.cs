using Microsoft.AspNetCore.Routing.Patterns;
using NoticeFunctions.LocalHost.Hosting.Http;

namespace NoticeFunctions.Tests.LocalHost.Hosting.Http;

public sealed class RouteOverlapTests
{
    [Theory]
    [InlineData("api/a", "api/a")]
    [InlineData("api/a", "API/A")]
    [InlineData("api/{id}", "api/a")]
    [InlineData("api/{id}", "api/{name}")]
    [InlineData("api/{id:int}", "api/7")]
    [InlineData("api/{id:int}", "api/{name:length(3)}")]
    [InlineData("api/{id:regex(^x$)}", "api/a")]
    [InlineData("api/{id:min(5)}", "api/{other:int}")]
    [InlineData("a/{b?}", "a")]
    [InlineData("a/{b?}", "a/{c}")]
    [InlineData("a/{*rest}", "a/b/c")]
    [InlineData("a/{*rest}", "a")]
    [InlineData("{*rest}", "{root:maxlength(0)?}")]
    [InlineData("a/v{x}", "a/{y}")]
    [InlineData("a/{x}.json", "a/{y}.json")]
    public void Some_URL_matches_both(string one, string other) => Overlap(one, other).Should().BeTrue();

    [Theory]
    [InlineData("api/a", "api/b")]
    [InlineData("api/a", "api/a/b")]
    [InlineData("api/{id}", "api/{id}/status")]
    [InlineData("api/{id}/status", "api/{id}/cancel")]
    [InlineData("api/{id:int}", "api/preview")]
    [InlineData("api/{id:guid}", "api/batch")]
    [InlineData("api/{id:int}", "api/{id:guid}")]
    [InlineData("api/{id:int}", "api/{name:alpha}")]
    [InlineData("api/{id:length(32)}", "api/batch")]
    [InlineData("api/{id:length(32)}", "api/{id:maxlength(31)}")]
    [InlineData("a/{b?}", "a/b/c")]
    [InlineData("{root:maxlength(0)?}", "{page}")]
    [InlineData("{root:maxlength(0)?}", "console/{*path}")]
    [InlineData("a/v{x}", "a/w{y}")]
    [InlineData("a/{x}.json", "a/{y}.xml")]
    public void No_URL_matches_both(string one, string other) => Overlap(one, other).Should().BeFalse();

    private static bool Overlap(string one, string other)
    {
        bool overlap = RouteOverlap.Exists(RoutePatternFactory.Parse(one), RoutePatternFactory.Parse(other));
        RouteOverlap.Exists(RoutePatternFactory.Parse(other), RoutePatternFactory.Parse(one)).Should().Be(overlap, "the order must not matter");
        return overlap;
    }
}
