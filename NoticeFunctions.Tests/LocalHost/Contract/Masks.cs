using System.Globalization;
using System.Text.RegularExpressions;
using NoticeFunctions.Tests.LocalHost.Contract.Drives;
using NoticeFunctions.Tests.LocalHost.Hosting;

namespace NoticeFunctions.Tests.LocalHost.Contract;

/// <summary>The recordings hide what differs from run to run behind masks; these fill them for a request, and put them over an answer.</summary>
internal static partial class Masks
{
    // Of connection conn1, under the access key of the service that was recorded.
    private const string RecordedSignature = "66daceb0f34b059473204f7d1998cc944cb9ac785ff01c505946df0adf59f2f3";

    /// <summary>A recorded request's text as it is sent.</summary>
    /// <param name="text">The text with its masks.</param>
    /// <param name="times">What stands for each <c>&lt;time-s&gt;</c>, in order.</param>
    public static string Fill(string text, params string[] times)
    {
        int next = 0;
        text = MaskedTime().Replace(text, _ => times[next++]);
        text = LongRun().Replace(text, run => new string('x', int.Parse(run.Groups["length"].ValueSpan, CultureInfo.InvariantCulture)));
        return text
            .Replace("<key>", TestHost.SystemKey, StringComparison.Ordinal)
            .Replace("<funckey>", TestHost.FunctionKey, StringComparison.Ordinal)
            .Replace("<masterkey>", TestHost.MasterKey, StringComparison.Ordinal)
            .Replace("<srkey>", TestHost.SignalRKey, StringComparison.Ordinal)
            .Replace(RecordedSignature, SignalRDrives.Signature("conn1"), StringComparison.Ordinal);
    }

    /// <summary>An answer's text as the recordings would show it.</summary>
    public static string Put(string text, Uri host)
    {
        text = text
            .Replace(TestHost.SystemKey, "<key>", StringComparison.Ordinal)
            .Replace(TestHost.FunctionKey, "<funckey>", StringComparison.Ordinal)
            .Replace(TestHost.MasterKey, "<masterkey>", StringComparison.Ordinal)
            .Replace(TestHost.SignalRKey, "<srkey>", StringComparison.Ordinal)
            .Replace(host.GetLeftPart(UriPartial.Authority), "<base>", StringComparison.Ordinal);
        return Time().Replace(Jwt().Replace(text, "<jwt>"), time => $"<time{(time.Groups["fraction"].Success ? "" : "-s")}{Zone(time.Groups["zone"])}>");
    }

    /// <summary>Put over both sides: random ids, and long runs of one letter.</summary>
    public static string Even(string text) => Run().Replace(Id().Replace(text, "<id>"), run => $"<x*{run.Length}>");

    private static string Zone(Group zone) => !zone.Success ? "-nozone" : zone.Value == "Z" ? "" : "-offset";

    [GeneratedRegex(@"eyJ[\w-]+\.[\w-]+\.[\w-]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Jwt();

    [GeneratedRegex("<time-s>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MaskedTime();

    [GeneratedRegex(@"<x\*(?<length>\d+)>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LongRun();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?<fraction>\.\d+)?(?<zone>Z|[+-]\d\d:\d\d)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Time();

    [GeneratedRegex(@"\b[0-9a-f]{32}\b", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Id();

    [GeneratedRegex("x{1000,}", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Run();
}
