using System.Text.RegularExpressions;

namespace NoticeFunctions.Tests.Architecture;

public sealed partial class DocumentationTests
{
    [Fact]
    public void The_architecture_page_lists_the_rooms_in_the_order_that_the_tests_rule() =>
        RoomRow().Matches(Repository.Read("docs/architecture.md")).Select(row => row.Groups["room"].Value)
            .Should().Equal(RoomTests.Order);

    [Fact]
    public void Every_link_between_the_pages_leads_somewhere() =>
        Repository.Files().Where(path => path.EndsWith(".md", StringComparison.Ordinal))
            .SelectMany(page => Link().Matches(Repository.Read(page)).Select(link => (Page: page, Target: link.Groups["target"].Value)))
            .Where(link => !Path.Exists(Path.Combine(Repository.Root.FullName, Path.GetDirectoryName(link.Page)!, link.Target)))
            .Should().BeEmpty();

    [GeneratedRegex(@"^\| `(?<room>\w+)/` \|", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RoomRow();

    // Addresses of other sites and anchors on the same page are left out.
    [GeneratedRegex(@"\]\((?!https?:|#)(?<target>[^)#]+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
