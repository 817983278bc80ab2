using System.Globalization;
using System.Runtime.CompilerServices;

namespace NoticeFunctions.Intake.Validation;

/// <summary>What is told of a member that is wrong. Most members are absent most of the time: of those it is not even put together.</summary>
[InterpolatedStringHandler]
internal ref struct DetailText
{
    private DefaultInterpolatedStringHandler text;

    /// <summary>What the compiler calls.</summary>
    /// <param name="literalLength">Characters of the text's fixed parts.</param>
    /// <param name="formattedCount">How many parts are filled in.</param>
    /// <param name="reader">The object that is read.</param>
    /// <param name="name">The member.</param>
    /// <param name="isWanted">Whether the parts are looked at.</param>
    public DetailText(int literalLength, int formattedCount, ObjectReader reader, string name, out bool isWanted)
    {
        isWanted = reader.Has(name);
        text = isWanted ? new(literalLength, formattedCount, CultureInfo.InvariantCulture) : default;
    }

    /// <summary>Adds a fixed part.</summary>
    public void AppendLiteral(string part) => text.AppendLiteral(part);

    /// <summary>Adds a part that is filled in.</summary>
    public void AppendFormatted<T>(T part) => text.AppendFormatted(part);

    /// <summary>The text; "" for an absent member.</summary>
    public string Take() => text.ToStringAndClear();
}
