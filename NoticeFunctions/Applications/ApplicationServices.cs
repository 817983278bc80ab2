using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NoticeFunctions.Applications.Authentication;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Applications.Secrets;
using NoticeFunctions.Applications.Signing;
using NoticeFunctions.Applications.Tokens;

namespace NoticeFunctions.Applications;

/// <summary>Puts into the app what knows the applications.</summary>
internal static class ApplicationServices
{
    /// <summary>
    /// Registers <see cref="IAccessTokens"/>, <see cref="IApplications"/> and what a token is got through, with settings that are validated at start:
    /// <c>Notices:BootstrapAdminSecret</c>, <c>DataProtection:Certificate</c>, <c>Tokens:LifetimeMinutes</c>, <c>Tokens:KeyDays</c>.
    /// </summary>
    public static IServiceCollection AddApplications(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddOptions<BootstrapOptions>().Bind(configuration.GetSection(BootstrapOptions.Section)).ValidateOnStart();
        services.AddOptions<TokenOptions>().Bind(configuration.GetSection(TokenOptions.Section)).ValidateOnStart();
        services.AddOptions<KeyRingStorage>().Configure(options => options.ConnectionString = configuration[KeyRingStorage.Setting] ?? "").ValidateOnStart();
        services.AddOptions<CertificateOptions>().Bind(configuration.GetSection(CertificateOptions.Section))
            .Configure(options => options.DevelopmentFile = environment.IsDevelopment() ? Path.Combine(environment.ContentRootPath, ".local", "data-protection.pfx") : null)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<BootstrapOptions>, BootstrapOptionsValidator>();
        services.AddSingleton<IValidateOptions<TokenOptions>, TokenOptionsValidator>();
        services.AddSingleton<IValidateOptions<KeyRingStorage>, KeyRingStorageValidator>();
        services.AddSingleton<IValidateOptions<CertificateOptions>, CertificateOptionsValidator>();

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SecretBox>();
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
        return services;
    }
}
