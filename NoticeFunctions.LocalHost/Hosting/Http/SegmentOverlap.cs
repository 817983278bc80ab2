using Microsoft.AspNetCore.Routing.Patterns;

namespace NoticeFunctions.LocalHost.Hosting.Http;

/// <summary>Whether some piece of a URL matches two segments of route templates.</summary>
internal static class SegmentOverlap
{
    public static bool Exists(RoutePatternPathSegment one, RoutePatternPathSegment other)
        => one.IsSimple && other.IsSimple
            ? Exists(one.Parts[0], other.Parts[0])
            : MayShare(Edge(one, first: true), Edge(other, first: true), fromEnd: false)
                && MayShare(Edge(one, first: false), Edge(other, first: false), fromEnd: true);

    private static bool Exists(RoutePatternPart one, RoutePatternPart other) => (one, other) switch
    {
        (RoutePatternLiteralPart a, RoutePatternLiteralPart b) => string.Equals(a.Content, b.Content, StringComparison.OrdinalIgnoreCase),
        (RoutePatternLiteralPart a, RoutePatternParameterPart b) => ConstraintSet.Of(b).Accepts(a.Content),
        (RoutePatternParameterPart a, RoutePatternLiteralPart b) => ConstraintSet.Of(a).Accepts(b.Content),
        (RoutePatternParameterPart a, RoutePatternParameterPart b) => ConstraintSet.HaveCommonValue(ConstraintSet.Of(a), ConstraintSet.Of(b)),
        _ => true,
    };

    // Of segments such as v{version}.json only the literal edges are compared; what can't be told apart by them is taken to overlap.
    private static string Edge(RoutePatternPathSegment segment, bool first) => (first ? segment.Parts[0] : segment.Parts[^1]) switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        _ => "",
    };

    private static bool MayShare(string one, string other, bool fromEnd)
    {
        (string shorter, string longer) = one.Length <= other.Length ? (one, other) : (other, one);
        return fromEnd ? longer.EndsWith(shorter, StringComparison.OrdinalIgnoreCase) : longer.StartsWith(shorter, StringComparison.OrdinalIgnoreCase);
    }
}
