using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NoticeFunctions.LocalHost.Hosting.Composition;
using NoticeFunctions.LocalHost.Hosting.Invocation;
using NoticeFunctions.LocalHost.Hosting.Services;
using NoticeFunctions.LocalHost.Hosting.Settings;

namespace NoticeFunctions.LocalHost.Hosting;

/// <summary>Makes the host of a function app.</summary>
internal static class LocalHostBuilder
{
    // The real worker's limit of a body.
    private const long LargestBody = 30_000_000;

    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(30);

    /// <inheritdoc cref="Create(LocalHostOptions)"/>
    public static FunctionsApplicationBuilder Create(string[] args) => Create(LocalHostOptions.OfProcess(args));

    /// <summary>Begins a host whose configuration is complete: the development services that settings ask for already serve.</summary>
    /// <exception cref="StartUpException">A file, a setting or a development service stands in the way.</exception>
    public static FunctionsApplicationBuilder Create(LocalHostOptions options) => options.Attempt(() =>
    {
        ConfigurationManager sources = new();
        sources.AddHostSources(options.Folder, options.Environment, options.Args);
        WebApplicationBuilder web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ContentRootPath = options.Folder,
            EnvironmentName = sources["AZURE_FUNCTIONS_ENVIRONMENT"] is { Length: > 0 } named ? named : Environments.Development,
        });
        // One by one: a configuration chained as a whole hides settings that are empty on purpose, such as a route prefix.
        foreach (IConfigurationSource source in ((IConfigurationBuilder)sources).Sources)
        {
            ((IConfigurationBuilder)web.Configuration).Add(source);
        }

        // Read before anything is started: what is wrong in them should not cost the wait.
        HostSettings settings = HostSettings.Read(web.Configuration, options.Args);
        DevelopmentServices? services = DevelopmentSettings.FillAsync(web.Configuration, options, CancellationToken.None).GetAwaiter().GetResult();
        AddDefaults(web, settings.Port);
        FunctionsApplicationBuilder builder = new(web);
        builder.Properties[typeof(HostPlan)] = new HostPlan(options, settings with { Storage = web.Configuration["AzureWebJobsStorage"] }, services);
        return builder;
    });

    /// <summary>Makes the host; functions are discovered and checked here.</summary>
    /// <exception cref="StartUpException">The real host or its SDK would refuse one of the functions.</exception>
    public static IHost Build(FunctionsApplicationBuilder builder)
    {
        HostPlan plan = (HostPlan)builder.Properties[typeof(HostPlan)];
        return plan.Options.Attempt<IHost>(() =>
        {
            try
            {
                return Build(builder, plan);
            }
            catch
            {
                plan.Services?.DisposeAsync().AsTask().GetAwaiter().GetResult();
                throw;
            }
        });
    }

    private static RunningHost Build(FunctionsApplicationBuilder builder, HostPlan plan)
    {
        FunctionApp app = FunctionApp.Discover(plan.Options.FunctionTypes, builder.Configuration, plan.Settings, builder.HasWebApplication);
        FunctionExecutionDelegate pipeline = builder.Middleware.Reverse().Aggregate((FunctionExecutionDelegate)FunctionRunner.RunAsync, (next, around) => around(next));
        builder.Services.AddSingleton(provider => new InvocationPipeline(pipeline, provider));
        builder.Services.AddFunctionApp(app, builder.Configuration, plan);
        WebApplication web = builder.Web.Build();
        web.UseFunctionApp(app, plan);
        return new RunningHost(web, app, plan);
    }

    private static void AddDefaults(WebApplicationBuilder web, int port)
    {
        web.Host.UseDefaultServiceProvider((context, provider) => provider.ValidateScopes = context.HostingEnvironment.IsDevelopment());
        web.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            // Loopback alone: there is no TLS here, and the keys are a developer's.
            kestrel.Listen(IPAddress.Loopback, port);
        });
        web.Logging
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning)
            // A start that fails is told once, by whoever called for it: a refusal in one line, a bug with its stack.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical)
            .AddConfiguration(web.Configuration.GetSection($"{HostConfiguration.JobHost}:logging"))
            .AddSimpleConsole(console => console.SingleLine = true);
        web.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Drain);
    }
}
