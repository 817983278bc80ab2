using System.Globalization;
using Microsoft.AspNetCore.Routing.Patterns;

namespace NoticeFunctions.LocalHost.Hosting.Http;

/// <summary>
/// The constraints of one route parameter, as far as they tell two routes apart: <c>int</c>, <c>guid</c>, <c>alpha</c> and the lengths.
/// Every other constraint is taken to accept anything.
/// </summary>
internal sealed record ConstraintSet(bool IsInt, bool IsGuid, bool IsAlpha, int MinLength, int MaxLength)
{
    private const int LongestWitness = 2048;

    // Values as people write them: a number without leading zeros, a GUID with more than letters in it.
    private static readonly string[] Witnesses =
    [
        "7", "-1", "12", "123", "1234", "12345", "123456", "1234567", "12345678", "123456789", "2147483647", "-2147483648",
        "0f8fad5b-d9cb-469f-a165-70867728950e", "0f8fad5bd9cb469fa16570867728950e", "{0f8fad5b-d9cb-469f-a165-70867728950e}",
    ];

    public static ConstraintSet Of(RoutePatternParameterPart parameter)
        => parameter.ParameterPolicies.Select(p => p.Content ?? "").Aggregate(new ConstraintSet(false, false, false, 1, int.MaxValue), With);

    /// <summary>Whether some value satisfies both.</summary>
    public static bool HaveCommonValue(ConstraintSet one, ConstraintSet other)
    {
        // Letters of a length that both allow come first; where neither asks for letters, they stand for any text.
        int length = Math.Max(one.MinLength, other.MinLength);
        string[] letters = length <= LongestWitness ? [new string('x', length)] : [];
        return letters.Concat(Witnesses).Any(value => one.Accepts(value) && other.Accepts(value));
    }

    public bool Accepts(string value)
        => value.Length >= MinLength && value.Length <= MaxLength
            && (!IsInt || int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _))
            && (!IsGuid || Guid.TryParse(value, out _))
            && (!IsAlpha || value.All(char.IsAsciiLetter));

    private static ConstraintSet With(ConstraintSet set, string constraint)
    {
        int open = constraint.IndexOf('(', StringComparison.Ordinal);
        string name = open < 0 ? constraint : constraint[..open];
        int[] numbers = open < 0 ? [] : [.. constraint[(open + 1)..].TrimEnd(')').Split(',').Select(n => int.TryParse(n, out int number) ? number : 0)];
        return (name.ToUpperInvariant(), numbers) switch
        {
            ("INT", _) => set with { IsInt = true },
            ("GUID", _) => set with { IsGuid = true },
            ("ALPHA", _) => set with { IsAlpha = true },
            ("LENGTH", [int exactly]) => set.Between(exactly, exactly),
            ("LENGTH", [int from, int to]) => set.Between(from, to),
            ("MINLENGTH", [int from]) => set.Between(from, int.MaxValue),
            ("MAXLENGTH", [int to]) => set.Between(0, to),
            _ => set,
        };
    }

    private ConstraintSet Between(int from, int to) => this with { MinLength = Math.Max(MinLength, from), MaxLength = Math.Min(MaxLength, to) };
}
