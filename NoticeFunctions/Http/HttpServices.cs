using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace NoticeFunctions.Http;

/// <summary>Registers what every HTTP function needs.</summary>
internal static class HttpServices
{
    /// <summary>Adds the app's URLs, and where requests come from.</summary>
    public static IServiceCollection AddNoticeHttp(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<NoticesOptions>().Bind(configuration.GetSection(NoticesOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<NoticesOptions>, NoticesOptionsValidator>();
        return services.AddSingleton<PublicUrls>().AddSingleton<ClientAddress>();
    }
}
