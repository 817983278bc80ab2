using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace NoticeFunctions.Limits;

/// <summary>Registers what is counted.</summary>
internal static class LimitServices
{
    /// <summary>Adds the limits of applications, with settings that are validated at start, and the count of failed authentications.</summary>
    public static IServiceCollection AddLimits(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<QuotaOptions>().Bind(configuration.GetSection(QuotaOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<IMinuteCounter, RedisMinuteCounter>().AddSingleton<ApplicationQuotas>().AddSingleton<FailedAuthentications>();
    }
}
