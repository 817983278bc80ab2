using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace NoticeFunctions.Secrets;

/// <summary>Puts into the app what keeps secrets.</summary>
internal static class SecretServices
{
    /// <summary>Registers <see cref="SecretBox"/>, with settings that are validated at start: <c>DataProtection:Certificate</c> and the storage account of the host.</summary>
    public static IServiceCollection AddSecrets(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddOptions<KeyRingStorage>().Configure(options => options.ConnectionString = configuration[KeyRingStorage.Setting] ?? "").ValidateOnStart();
        services.AddOptions<CertificateOptions>().Bind(configuration.GetSection(CertificateOptions.Section))
            .Configure(options => options.DevelopmentFile = environment.IsDevelopment() ? Path.Combine(environment.ContentRootPath, ".local", "data-protection.pfx") : null)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<KeyRingStorage>, KeyRingStorageValidator>();
        services.AddSingleton<IValidateOptions<CertificateOptions>, CertificateOptionsValidator>();
        return services.AddSingleton<SecretBox>();
    }
}
