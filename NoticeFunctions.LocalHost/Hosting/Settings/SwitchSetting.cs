using Microsoft.Extensions.Configuration;

namespace NoticeFunctions.LocalHost.Hosting.Settings;

/// <summary>Settings that are on or off, spelt as the real host takes them: true, false, 1 or 0.</summary>
internal static class SwitchSetting
{
    /// <returns>False where the setting is absent or empty.</returns>
    /// <exception cref="StartUpException">It is something else.</exception>
    public static bool ReadSwitch(this IConfiguration configuration, string key)
        => configuration[key] switch
        {
            null or "" or "0" => false,
            "1" => true,
            string value when bool.TryParse(value, out bool on) => on,
            string value => throw new StartUpException($"{key.Replace(":", "__", StringComparison.Ordinal)}: '{value}' is neither true nor false."),
        };

    /// <summary>Whether <c>AzureWebJobs.FUNCTION.Disabled</c> (or, as shells need it, with <c>_</c> for the dots) switches the function off.</summary>
    public static bool IsDisabled(this IConfiguration configuration, string functionName)
        => configuration.ReadSwitch($"AzureWebJobs.{functionName}.Disabled") || configuration.ReadSwitch($"AzureWebJobs_{functionName}_Disabled");
}
