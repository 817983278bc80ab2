using Microsoft.AspNetCore.Routing.Patterns;

namespace NoticeFunctions.LocalHost.Hosting.Http;

/// <summary>
/// Whether some URL matches two route templates. The real host then takes the function whose name comes first, which nobody means.
/// </summary>
internal static class RouteOverlap
{
    public static bool Exists(RoutePattern one, RoutePattern other) => Exists(one.PathSegments, other.PathSegments);

    private static bool Exists(ReadOnlySpan<RoutePatternPathSegment> one, ReadOnlySpan<RoutePatternPathSegment> other)
        => (one.IsEmpty, other.IsEmpty) switch
        {
            (true, true) => true,
            (true, false) => CanBeAbsent(other[0]),
            (false, true) => CanBeAbsent(one[0]),
            _ => IsCatchAll(one[0]) || IsCatchAll(other[0])
                || (CanBeAbsent(one[0]) && CanBeAbsent(other[0]))
                || (SegmentOverlap.Exists(one[0], other[0]) && Exists(one[1..], other[1..])),
        };

    // An optional parameter is always the last segment: without it the URL ends there.
    private static bool CanBeAbsent(RoutePatternPathSegment segment)
        => segment.IsSimple && segment.Parts[0] is RoutePatternParameterPart parameter
            && (parameter.IsOptional || parameter.IsCatchAll || parameter.Default is not null);

    private static bool IsCatchAll(RoutePatternPathSegment segment)
        => segment.Parts[^1] is RoutePatternParameterPart { IsCatchAll: true };

    private static bool Exists(IReadOnlyList<RoutePatternPathSegment> one, IReadOnlyList<RoutePatternPathSegment> other)
        => Exists(one.ToArray().AsSpan(), other.ToArray().AsSpan());
}
