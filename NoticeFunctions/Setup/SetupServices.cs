using Microsoft.Extensions.DependencyInjection;
using NoticeFunctions.Setup.Reading;

namespace NoticeFunctions.Setup;

/// <summary>Registers what sets channels up.</summary>
internal static class SetupServices
{
    /// <summary>Adds what configurations are read and written with.</summary>
    public static IServiceCollection AddSetup(this IServiceCollection services) => services.AddSingleton<ConfigurationBody>().AddSingleton<ConfigurationWriter>();
}
