using System.Reflection;
using Microsoft.Extensions.Hosting;
using NoticeFunctions.Http;

namespace NoticeFunctions.Access;

/// <summary>Refuses to start an app with an HTTP function that <see cref="RoutePolicies"/> says nothing of.</summary>
/// <param name="app">Where the functions are.</param>
internal sealed class AccessStart(Assembly app) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        string[] open = [.. HttpFunctions.Find(app).Select(function => function.Name).Where(name => RoutePolicies.Of(name) is null).Distinct()];
        return open.Length == 0
            ? Task.CompletedTask
            : throw new InvalidOperationException($"Nothing is said of who may call {string.Join(", ", open)}: each HTTP function has its line in {nameof(RoutePolicies)}.");
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
