using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NoticeFunctions.LocalHost.Hosting.Durable.Management;
using NoticeFunctions.LocalHost.Hosting.Http;
using NoticeFunctions.LocalHost.Hosting.Invocation;
using NoticeFunctions.LocalHost.Hosting.SignalR;

namespace NoticeFunctions.LocalHost.Hosting.Composition;

/// <summary>The way of a request: the host's own paths, cross-origin rules, the app's functions, the homepage.</summary>
internal static class FunctionAppPipeline
{
    public static void UseFunctionApp(this WebApplication web, FunctionApp app, HostPlan plan)
    {
        CallerLevel callers = web.Services.GetRequiredService<CallerLevel>();
        InvocationPipeline pipeline = web.Services.GetRequiredService<InvocationPipeline>();
        ILogger logger = web.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Function");
        HostKeys keys = web.Services.GetRequiredService<HostKeys>();
        HostEndpoints host = new(callers, plan.Options.Time,
        [
            new(ManagementApi.Root, keys.DurableTask, web.Services.GetService<ManagementApi>() is { } management ? management.AnswerAsync : null),
            new(SignalRWebhook.Root, keys.SignalR, web.Services.GetService<SignalRWebhook>() is { } signalR ? signalR.AnswerAsync : null),
        ]);
        if (app.UsesSignalR)
        {
            web.UseSignalRHub(plan.Settings);
        }

        if (plan.Settings.CorsOrigins.Count > 0)
        {
            web.UseCors();
        }

        web.Use(async (http, next) =>
        {
            if (!await host.TryHandleAsync(http))
            {
                await next(http);
            }
        });
        web.UseRouting();
        ((IEndpointRouteBuilder)web).DataSources.Add(new DefaultEndpointDataSource(
            HttpRoutes.Endpoints(app.Routes, function => new HttpFunction(function, pipeline, callers, logger).HandleAsync)));
        web.UseEndpoints(endpoints =>
        {
            if (app.UsesSignalR)
            {
                endpoints.MapSignalRHub();
            }
        });
        web.Run(http => Homepage.AnswerAsync(http, plan.Settings.HomepageDisabled));
    }
}
