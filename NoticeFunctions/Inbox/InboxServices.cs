using Microsoft.Extensions.DependencyInjection;

namespace NoticeFunctions.Inbox;

/// <summary>Registers what users' clients ask for.</summary>
internal static class InboxServices
{
    /// <summary>Adds the inbox.</summary>
    public static IServiceCollection AddInbox(this IServiceCollection services) => services.AddSingleton<UserInbox>();
}
