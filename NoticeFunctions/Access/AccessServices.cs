using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace NoticeFunctions.Access;

/// <summary>Puts the guard before the HTTP functions.</summary>
internal static class AccessServices
{
    /// <summary>Adds what users are let in by, and the check at the start that no HTTP function stands open.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services) =>
        services.AddSingleton<UserAccess>().AddSingleton<IHostedService>(new AccessStart(Assembly.GetExecutingAssembly()));
}
