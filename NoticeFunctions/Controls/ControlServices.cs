using Microsoft.Extensions.DependencyInjection;

namespace NoticeFunctions.Controls;

/// <summary>Registers the controls of notices.</summary>
internal static class ControlServices
{
    /// <summary>Adds what controls notices.</summary>
    public static IServiceCollection AddControls(this IServiceCollection services) => services.AddSingleton<NoticeControls>();
}
