namespace NoticeFunctions.Tests.LocalHost.Contract;

/// <summary>
/// LocalHost answers the recorded requests as the real host did, running the app that the recordings were made with. What differs stands, with its
/// reason, in <c>differences.json</c>; of the host's administration LocalHost has ping, status and warmup only: the recordings of the rest are left out.
/// </summary>
[Collection("Probe")]
public sealed class ContractTests(ContractRun run) : IClassFixture<ContractRun>
{
    [Theory]
    [InlineData("auth")]
    [InlineData("client")]
    [InlineData("events")]
    [InlineData("history")]
    [InlineData("http")]
    [InlineData("ids")]
    [InlineData("list")]
    [InlineData("purge")]
    [InlineData("restart")]
    [InlineData("resume")]
    [InlineData("rewind")]
    [InlineData("signalr")]
    [InlineData("start")]
    [InlineData("status")]
    [InlineData("suspend")]
    [InlineData("terminate")]
    public void Every_recorded_answer_is_given_but_for_what_the_list_names(string family)
    {
        ILookup<string, string> listed = Listed();
        string[] unlisted = [.. run.Found.Where(found => found.Key.StartsWith(family + "/", StringComparison.Ordinal))
            .SelectMany(found => found.Value.Where(difference => !listed[found.Key].Contains(difference.At)).Select(difference => $"{found.Key} {difference.At}: {difference.What}"))];

        string.Join(Environment.NewLine, unlisted).Should().BeEmpty();
    }

    [Fact]
    public void Every_recorded_request_has_been_sent() =>
        run.Found.Keys.Should().BeEquivalentTo(RecordedCase.All().Select(recorded => recorded.Name));

    [Fact]
    public void Every_listed_difference_is_still_there()
    {
        string[] gone = [.. Listed().SelectMany(at => at.Where(place => !run.Found[at.Key].Any(difference => difference.At == place)).Select(place => $"{at.Key} {place}"))];

        gone.Should().BeEmpty("what no longer differs must leave the list");
    }

    [Fact]
    public void Every_listed_difference_has_a_reason() => ListedDifference.All().Should().OnlyContain(listed => listed.Why.Length > 20 && listed.Cases.Length > 0 && listed.At.Length > 0);

    /// <summary>By case: the places of its answer that differ.</summary>
    private static ILookup<string, string> Listed() => ListedDifference.All()
        .SelectMany(listed => listed.Cases.SelectMany(_ => listed.At, (name, at) => (name, at)))
        .ToLookup(pair => pair.name, pair => pair.at, StringComparer.Ordinal);
}
