using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NoticeFunctions.LocalHost.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Puts a function app together.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    internal FunctionsApplicationBuilder(WebApplicationBuilder web) => Web = web;

    /// <inheritdoc cref="IHostApplicationBuilder.Properties"/>
    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)Web).Properties;

    /// <summary>The app's configuration, which can still be added to.</summary>
    public ConfigurationManager Configuration => Web.Configuration;

    /// <inheritdoc cref="IHostApplicationBuilder.Environment"/>
    public IHostEnvironment Environment => Web.Environment;

    /// <inheritdoc cref="IHostApplicationBuilder.Logging"/>
    public ILoggingBuilder Logging => Web.Logging;

    /// <inheritdoc cref="IHostApplicationBuilder.Metrics"/>
    public IMetricsBuilder Metrics => Web.Metrics;

    /// <summary>The app's services.</summary>
    public IServiceCollection Services => Web.Services;

    IConfigurationManager IHostApplicationBuilder.Configuration => Configuration;

    /// <summary>What carries the app: Kestrel, whatever triggers it has.</summary>
    internal WebApplicationBuilder Web { get; }

    /// <summary>The middleware, outermost first.</summary>
    internal IList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> Middleware { get; } = [];

    /// <summary>Whether the app has asked for ASP.NET Core's HTTP model: without it the real worker can't hand an HttpRequest to a function.</summary>
    internal bool HasWebApplication { get; set; }

    /// <summary>Makes the host. Functions that the real host or SDK would refuse are refused here, by name.</summary>
    /// <returns>A host that has not been started.</returns>
    public IHost Build() => LocalHostBuilder.Build(this);

    /// <inheritdoc/>
    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        Middleware.Add(middleware);
        return this;
    }

    /// <inheritdoc/>
    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull => ((IHostApplicationBuilder)Web).ConfigureContainer(factory, configure);
}
