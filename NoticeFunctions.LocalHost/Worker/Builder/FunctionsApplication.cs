using NoticeFunctions.LocalHost.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Where a function app begins.</summary>
public class FunctionsApplication
{
    /// <summary>Begins an app: configuration, logging and the host's services are there, the functions are those of the entry assembly.</summary>
    /// <param name="args">The command line.</param>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => LocalHostBuilder.Create(args);
}
