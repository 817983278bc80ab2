using Microsoft.Extensions.DependencyInjection;

namespace NoticeFunctions.Channels.App;

/// <summary>Registers the providers of app pushes.</summary>
internal static class AppServices
{
    /// <summary>Adds what channel configurations may name for app.</summary>
    public static IServiceCollection AddAppPush(this IServiceCollection services) => services.AddSingleton<IProviderKind, FcmKind>();
}
