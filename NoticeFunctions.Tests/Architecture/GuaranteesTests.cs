using System.Reflection;
using System.Text.RegularExpressions;

namespace NoticeFunctions.Tests.Architecture;

/// <summary>docs/guarantees.md names a test for every promise.</summary>
public sealed partial class GuaranteesTests
{
    [Fact]
    public void Every_test_that_the_guarantees_name_is_one_that_runs()
    {
        string[] named = [.. TestName().Matches(Repository.Read("docs/guarantees.md")).Select(match => match.Groups["name"].Value).Distinct()];
        HashSet<string> tests =
        [
            .. typeof(GuaranteesTests).Assembly.GetTypes()
                .SelectMany(type => type.GetMethods())
                .Where(method => method.GetCustomAttributes<FactAttribute>().Any())
                .Select(method => method.Name),
        ];

        named.Should().HaveCountGreaterThan(20).And.BeSubsetOf(tests);
    }

    // A sentence: code that is no test's name has fewer words.
    [GeneratedRegex("`(?<name>[A-Z][A-Za-z0-9]*(_[A-Za-z0-9]+){3,})`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TestName();
}
