using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NoticeFunctions.LocalHost.Hosting.Services;
using NoticeFunctions.LocalHost.Hosting.Settings;

namespace NoticeFunctions.LocalHost.Hosting.Composition;

/// <summary>
/// A built host. Its end drains: requests and timers that have begun are finished (for up to 30 s), the engine stops, the app's services are
/// disposed of, and only then the development services end.
/// </summary>
internal sealed class RunningHost(WebApplication web, FunctionApp app, HostPlan plan)
    : IHost, IAsyncDisposable
{
    public IServiceProvider Services => web.Services;

    /// <summary>Where it listens, once started.</summary>
    public string Url => web.Urls.First();

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            plan.Services?.Watch(Services.GetRequiredService<ILogger<DevelopmentServices>>());
            await web.StartAsync(cancellationToken);
        }
        catch (Exception e)
        {
            await DisposeAsync();
            if (StartUpRefusal.Of(e) is { } refusal)
            {
                throw plan.Options.Refused(refusal);
            }

            throw;
        }

        foreach (string line in StartBanner.Lines(Url, app.Functions, app.Routes, app.Disabled, plan.Services, TryIt()))
        {
            plan.Options.Say(line);
        }
    }

    // Elsewhere than in development there are no local settings to take a secret from, and nobody at the console.
    private IReadOnlyList<string> TryIt() => web.Environment.IsDevelopment()
        ? [.. plan.Settings.TryIt.Select(line => line
            .Replace("{base}", Url, StringComparison.Ordinal)
            .Replace("{settings}", Path.Combine(plan.Options.Folder, LocalSettings.FileName), StringComparison.Ordinal))]
        : [];

    public Task StopAsync(CancellationToken cancellationToken = default) => web.StopAsync(cancellationToken);

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        await web.DisposeAsync();
        await (plan.Services?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
