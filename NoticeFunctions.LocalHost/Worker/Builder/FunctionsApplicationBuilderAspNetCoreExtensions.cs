namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>ASP.NET Core's HTTP model for HTTP triggers.</summary>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    /// <summary>
    /// Lets HTTP functions take <c>HttpRequest</c> and answer <c>IActionResult</c> or <c>IResult</c>. Middleware that is put on afterwards may
    /// answer a request by itself.
    /// </summary>
    /// <param name="builder">The application's builder.</param>
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.HasWebApplication = true;
        return builder;
    }
}
