using Microsoft.Extensions.DependencyInjection;

namespace NoticeFunctions.Docs;

/// <summary>Registers the API's document.</summary>
internal static class DocsServices
{
    /// <summary>Adds the document.</summary>
    public static IServiceCollection AddDocs(this IServiceCollection services) => services.AddSingleton<ApiDocument>();
}
