using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using NoticeFunctions.Applications.Authentication;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Applications.Signing;
using NoticeFunctions.Applications.Tokens;
using NoticeFunctions.Applications.Users;

namespace NoticeFunctions.Applications;

/// <summary>Puts into the app what knows the applications.</summary>
internal static class ApplicationServices
{
    /// <summary>
    /// Registers <see cref="IAccessTokens"/>, <see cref="IApplications"/> and what a token is got through, with settings that are validated at start:
    /// <c>Notices:BootstrapAdminSecret</c>, <c>Tokens:LifetimeMinutes</c>, <c>Tokens:KeyDays</c>, <c>Users:*</c>.
    /// </summary>
    public static IServiceCollection AddApplications(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BootstrapOptions>().Bind(configuration.GetSection(BootstrapOptions.Section)).ValidateOnStart();
        services.AddOptions<TokenOptions>().Bind(configuration.GetSection(TokenOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<BootstrapOptions>, BootstrapOptionsValidator>();
        services.AddSingleton<IValidateOptions<TokenOptions>, TokenOptionsValidator>();

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<KeyRings>();
        services.AddSingleton(new TokenIdentity(configuration));
        services.AddSingleton<BootstrapAdmin>();
        services.AddSingleton<IApplicationStore, RedisApplicationStore>();
        services.AddSingleton<IApplications, ApplicationSnapshots>();
        services.AddSingleton<TokenIssuer>();
        services.AddSingleton<TokenCache>();
        services.AddSingleton<IAccessTokens, AccessTokens>();
        services.AddSingleton<Clients>();
        services.AddSingleton<ClientSecrets>();
        services.AddSingleton<UsedCredentials>();
        services.AddSingleton<ClientAssertions>();
        services.AddSingleton<RsaCredentials>();
        services.AddSingleton<ClientAuthentication>();
        return services.AddUserTokens(configuration);
    }
}
