using System.Text.RegularExpressions;

namespace NoticeFunctions.Tests.Architecture;

public sealed partial class SourceFileTests
{
    private const int MostLines = 300;
    private const int MedianLines = 70;

    // Recorded elsewhere, and not ours to shorten.
    private static readonly IReadOnlyDictionary<string, int> LinesByFile = Repository.Files()
        .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) && !path.StartsWith("NoticeFunctions.Probe/", StringComparison.Ordinal))
        .ToDictionary(path => path, path => Repository.Read(path).Count(character => character == '\n'));

    [Fact]
    public void No_source_file_is_longer_than_300_lines() =>
        LinesByFile.Where(file => file.Value > MostLines).Should().BeEmpty("a file holds one idea: split it where the ideas part");

    [Fact]
    public void Half_of_the_source_files_have_at_most_70_lines() =>
        LinesByFile.Values.Order().ElementAt(LinesByFile.Count / 2).Should().BeLessThanOrEqualTo(MedianLines);

    [Fact]
    public void The_function_app_has_no_conditional_compilation() =>
        Repository.Files("NoticeFunctions").Where(path => path.EndsWith(".cs", StringComparison.Ordinal))
            .Where(path => Conditional().IsMatch(Repository.Read(path)))
            .Should().BeEmpty("one source runs on both hosts");

    [Fact]
    public void No_file_names_a_path_of_a_developers_machine() =>
        Repository.Files().Where(IsText)
            .SelectMany(path => DevelopersPath().Matches(Repository.Read(path)).Select(match => $"{path}: {match.Value}"))
            .Should().BeEmpty("a path of one machine means nothing on the next");

    [Theory]
    [InlineData("#if DEBUG", true)]
    [InlineData("    #elif NET10_0", true)]
    [InlineData("// #if is not used here", false)]
    public void Conditional_compilation_is_recognized(string line, bool expected) => Conditional().IsMatch(line).Should().Be(expected);

    [Theory]
    [InlineData("home", true)]
    [InlineData("Users", true)]
    [InlineData("root", true)]
    [InlineData("api", false)]
    public void A_developers_path_is_recognized(string first, bool expected) =>
        DevelopersPath().IsMatch($"see \"/{first}/ann/notes.txt\"").Should().Be(expected);

    // Made at the first start, with this machine's addresses: git ignores it.
    private static bool IsText(string path) => !path.EndsWith("local.settings.json", StringComparison.Ordinal)
        && (Path.GetExtension(path) is "" or ".cs" or ".csproj" or ".props" or ".targets" or ".md" or ".json" or ".ndjson" or ".sh" or ".js" or ".txt" or ".yml" or ".slnx");

    [GeneratedRegex(@"^\s*#\s*(if|elif)\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Conditional();

    [GeneratedRegex(@"(?<![\w./-])(/(home|Users|root|work|mnt)/|[A-Za-z]:\\Users\\)\w+\S*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DevelopersPath();
}
