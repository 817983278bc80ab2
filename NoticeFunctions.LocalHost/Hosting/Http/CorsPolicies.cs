using Microsoft.AspNetCore.Cors.Infrastructure;
using NoticeFunctions.LocalHost.Hosting.Settings;

namespace NoticeFunctions.LocalHost.Hosting.Http;

/// <summary>Which browsers may call: the origins of <c>Host.CORS</c>, with any method and header.</summary>
internal static class CorsPolicies
{
    public static void Apply(this CorsPolicyBuilder policy, HostSettings settings)
    {
        policy.WithOrigins([.. settings.CorsOrigins]).AllowAnyHeader().AllowAnyMethod();
        if (settings.CorsCredentials)
        {
            policy.AllowCredentials();
        }
    }
}
