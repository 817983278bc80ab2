using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace NoticeFunctions.Applications.Users;

/// <summary>Registers what believes users' own tokens.</summary>
internal static class UserServices
{
    /// <summary>Adds <see cref="IUserTokens"/>, with settings that are validated at start: <c>Users:*</c>.</summary>
    public static IServiceCollection AddUserTokens(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<UserOptions>().Bind(configuration.GetSection(UserOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<UserOptions>, UserOptionsValidator>();
        services.AddHttpClient(IssuerDocuments.HttpClientName, static client => (client.Timeout, client.MaxResponseContentBufferSize) = (IssuerDocuments.Timeout, IssuerDocuments.LongestDocument))
            .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            .RemoveAllLoggers();
        services.AddSingleton<IssuerDocuments>();
        services.AddSingleton<IssuerKeys>();
        services.AddSingleton<IUserTokens, UserTokens>();
        return services;
    }
}
