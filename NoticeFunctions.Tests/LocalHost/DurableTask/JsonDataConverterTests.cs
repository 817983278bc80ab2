using System.Text.Json;
using Microsoft.DurableTask.Converters;

namespace NoticeFunctions.Tests.LocalHost.DurableTask;

public sealed class JsonDataConverterTests
{
    private static readonly JsonDataConverter Converter = JsonDataConverter.Default;

    [Fact]
    public void A_value_survives_the_way_to_text_and_back()
    {
        State state = new("a", 3, new DateTime(2026, 11, 23, 9, 8, 7, DateTimeKind.Utc), [1, 2], (4, "five"));

        State? back = Converter.Deserialize<State>(Converter.Serialize(state));

        back.Should().BeEquivalentTo(state);
    }

    [Fact]
    public void Names_keep_their_casing_and_fields_are_written() =>
        Converter.Serialize(new { PascalName = 1, Pair = (1, 2) }).Should().Be("""{"PascalName":1,"Pair":{"Item1":1,"Item2":2}}""");

    [Fact]
    public void Null_has_no_text_and_no_text_is_null()
    {
        Converter.Serialize(null).Should().BeNull();
        Converter.Deserialize(null, typeof(State)).Should().BeNull();
        Converter.Deserialize<int>(null).Should().Be(0);
        Converter.Deserialize<State>("null").Should().BeNull();
    }

    [Fact]
    public void The_converters_options_are_the_callers() =>
        new JsonDataConverter(JsonSerializerOptions.Web).Serialize(new { PascalName = 1 }).Should().Be("""{"pascalName":1}""");

    [Fact]
    public void Text_that_does_not_fit_is_refused()
    {
        Action read = () => Converter.Deserialize<State>("[1]");

        read.Should().Throw<JsonException>();
    }

    private sealed record State(string Name, int? Count, DateTime When, int[] Items, (int Number, string Word) Pair);
}
