using NoticeFunctions.Tests.LocalHost.ApiSurface.Samples;

namespace NoticeFunctions.Tests.LocalHost.ApiSurface;

/// <summary>The notation itself: each of these words is something that a comparison would otherwise overlook.</summary>
public sealed class ApiNotationTests
{
    private const string Prefix = "NoticeFunctions.Tests.LocalHost.ApiSurface.Samples";

    [Fact]
    public void A_type_is_written_with_its_kind_its_bases_and_where_its_attribute_may_stand()
    {
        ApiTypes.Render(typeof(MarkerAttribute)).Should().Be(
            $"[AttributeUsage(Class|Struct, AllowMultiple = true)] public sealed class {Prefix}.MarkerAttribute : System.Attribute");
        ApiTypes.Render(typeof(Letter)).Should().Be($"public record class {Prefix}.Letter : System.IEquatable<{Prefix}.Letter>");
        ApiTypes.Render(typeof(Size)).Should().Be($"public enum {Prefix}.Size");
        ApiTypes.Render(typeof(Ask)).Should().Be($"public delegate {Prefix}.Ask");
        ApiTypes.Render(typeof(Shapes)).Should().Be($"public static class {Prefix}.Shapes");
    }

    [Theory]
    [InlineData(typeof(Shapes), "Find", "public static T? P.Shapes.Find<T>(this string? text, params int[] more) where T : class, System.IDisposable")]
    [InlineData(typeof(Shapes), "Same", "public static T P.Shapes.Same<T>(T value)")]
    [InlineData(typeof(Shapes), "Wait", "public static System.Threading.Tasks.Task<string?> P.Shapes.Wait(bool now = true, string? why = null, System.Threading.CancellationToken end = default)")]
    [InlineData(typeof(Shapes), "Take", "public static void P.Shapes.Take(out System.Collections.Generic.IReadOnlyDictionary<string, object?> all, System.TimeSpan? limit)")]
    [InlineData(typeof(Shapes), "Longest", "public const field int P.Shapes.Longest = 7")]
    [InlineData(typeof(Letter), "Text", "public string? P.Letter.Text { get; init; }")]
    [InlineData(typeof(Letter), "Pages", "protected virtual int P.Letter.Pages { get; }")]
    [InlineData(typeof(Letter), "Seal", "[EditorBrowsable(Never)] public object P.Letter.Seal { get; set; }")]
    [InlineData(typeof(Letter), "ToString", "public sealed override string P.Letter.ToString()")]
    [InlineData(typeof(Size), "Large", "[Obsolete] P.Size.Large = 2")]
    [InlineData(typeof(Ask), "Invoke", "delegate bool P.Ask(double what)")]
    public void A_member_is_written_whole(Type type, string name, string line) =>
        ApiTypes.Members(type).Where(member => member.Name == name).Select(ApiMembers.Render).Should().Equal(line.Replace("P.", Prefix + "."));

    [Theory]
    [InlineData("  [JsonProperty(\"id\")] public string? A.Id { get; }", "public string? A.Id { get; }")]
    [InlineData("  [Obsolete(\"Use [B].\", false)] public int A.B { get; set; }", "[Obsolete] public int A.B { get; set; }")]
    [InlineData("  A.Canceled = 4  [Obsolete]", "[Obsolete] A.Canceled = 4")]
    [InlineData("  public bool A.Try([NotNullWhen(true)][Out] out string? b, [Out] out int c)", "public bool A.Try(out string? b, out int c)")]
    [InlineData("[Serializable][AttributeUsage(Class)] public class A : B", "[AttributeUsage(Class)] public class A : B")]
    public void A_line_of_the_lists_keeps_what_a_caller_can_tell(string line, string compared) => ApiAttributes.Normalise(line).Should().Be(compared);

    [Fact]
    public void Private_and_internal_members_are_no_ones_business() =>
        ApiTypes.Members(typeof(Letter)).Should().NotContain(member => member.Name == "Draft" || member.Name == "hidden");
}
