using System.Text.RegularExpressions;
using Mono.Cecil;

namespace NoticeFunctions.Tests.Architecture;

/// <summary>What an orchestrator may not call, because a replay would get another answer, or wait for something that history does not hold.</summary>
internal static partial class Determinism
{
    /// <summary>The calls that break a replay, each as "where calls what".</summary>
    public static IEnumerable<string> FaultsOf(MethodDefinition orchestrator) =>
        from call in Orchestrators.CallsOf(orchestrator)
        let name = $"{call.Called.DeclaringType.FullName}::{call.Called.Name}"
        where Forbidden().IsMatch(name)
        select $"{call.From.Name} calls {name}";

    [GeneratedRegex(
        """
        ^System\.(
          DateTime(Offset)?::get_(Now|UtcNow|Today)
        | (TimeProvider|TimeZoneInfo|Random|Environment|Console|Activator)(::|$)
        | Guid::(NewGuid|CreateVersion7)
        | Threading\.Tasks\.(Task|ValueTask)(`\d)?(<.*>)?::(Run|Delay|Yield|Wait|WaitAsync|WaitAny|WaitAll|ConfigureAwait|ContinueWith|get_Factory)
        | Threading\.Tasks\.(TaskFactory|Parallel|TaskScheduler)
        | Threading\.(Thread|ThreadPool|Timer|PeriodicTimer|Monitor|Lock|SemaphoreSlim|Interlocked|CancellationTokenSource::CancelAfter)
        | (Net|IO|Data|Diagnostics\.(Process|Stopwatch)|Reflection|Security\.Cryptography)\b
        )
        | ^(StackExchange|Azure|SendGrid|Microsoft\.(Extensions\.(Configuration|Options|DependencyInjection|Http)|AspNetCore))\.
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Forbidden();
}
