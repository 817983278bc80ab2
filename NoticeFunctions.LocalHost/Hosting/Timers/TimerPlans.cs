using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using NoticeFunctions.LocalHost.Hosting.Discovery;

namespace NoticeFunctions.LocalHost.Hosting.Timers;

/// <summary>Reads what timer triggers ask for.</summary>
internal static partial class TimerPlans
{
    /// <exception cref="StartUpException">The schedule, or the setting that it names, is missing or malformed.</exception>
    public static TimerPlan Read(FunctionDescriptor function, IConfiguration configuration, DateTimeOffset now)
    {
        TimerTriggerAttribute trigger = (TimerTriggerAttribute)function.Trigger;
        string expression = Setting().Replace(trigger.Schedule, match => configuration[match.Groups["name"].Value.Replace("__", ":", StringComparison.Ordinal)]
            ?? throw FunctionFault.At(function.Name, function.TriggerParameter, $"setting '{match.Groups["name"].Value}', which its schedule names, is missing."));
        TimerSchedule schedule = TimerSchedule.Parse(expression)
            ?? throw FunctionFault.At(function.Name, function.TriggerParameter, $"'{expression}' is neither an NCRONTAB expression that ever occurs nor an interval.");
        return new(function.Name, schedule, trigger.RunOnStartup, trigger.UseMonitor && !schedule.IsTooFrequentToMonitor(now));
    }

    [GeneratedRegex("%(?<name>[^%]+)%", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Setting();
}
