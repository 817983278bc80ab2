using Microsoft.Extensions.DependencyInjection;

namespace NoticeFunctions.Limits;

/// <summary>Registers what is counted.</summary>
internal static class LimitServices
{
    /// <summary>Adds the count of failed authentications.</summary>
    public static IServiceCollection AddLimits(this IServiceCollection services) => services.AddSingleton<FailedAuthentications>();
}
