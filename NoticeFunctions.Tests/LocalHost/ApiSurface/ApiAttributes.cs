using System.ComponentModel;
using System.Reflection;
using System.Text.RegularExpressions;

namespace NoticeFunctions.Tests.LocalHost.ApiSurface;

/// <summary>
/// The attributes that are compared: where an attribute may stand, what is obsolete (the text is each package's own) and what editors hide.
/// Others say how a package works inside.
/// </summary>
internal static partial class ApiAttributes
{
    public static string Render(MemberInfo member) => string.Concat(member.CustomAttributes.Select(Render));

    /// <summary>Reduces a line of the lists to the attributes that are compared, all in front.</summary>
    public static string Normalise(string line)
    {
        // An enum member's attribute stands behind it; a parameter's says no more than `out` does.
        string text = ParameterAttribute().Replace(line.Trim(), string.Empty);
        string attributes = text.EndsWith("[Obsolete]", StringComparison.Ordinal) ? "[Obsolete] " : string.Empty;
        text = attributes.Length > 0 ? text[..^"[Obsolete]".Length].TrimEnd() : text;
        while (text.StartsWith('['))
        {
            int end = EndOfAttribute(text);
            string attribute = text[..end];
            text = text[end..].TrimStart();
            attributes += attribute switch
            {
                _ when attribute.StartsWith("[AttributeUsage", StringComparison.Ordinal) => attribute + " ",
                _ when attribute.StartsWith("[EditorBrowsable", StringComparison.Ordinal) => attribute + " ",
                _ when attribute.StartsWith("[Obsolete", StringComparison.Ordinal) => "[Obsolete] ",
                _ => string.Empty,
            };
        }

        return attributes + text;
    }

    private static string Render(CustomAttributeData attribute) => attribute.AttributeType switch
    {
        Type t when t == typeof(AttributeUsageAttribute) => $"[AttributeUsage({string.Join(", ", Usage(attribute))})] ",
        Type t when t == typeof(EditorBrowsableAttribute) =>
            $"[EditorBrowsable({(EditorBrowsableState)attribute.ConstructorArguments[0].Value!})] ",
        Type t when t == typeof(ObsoleteAttribute) => "[Obsolete] ",
        _ => string.Empty,
    };

    private static IEnumerable<string> Usage(CustomAttributeData attribute) =>
        attribute.NamedArguments
            .Select(a => $"{a.MemberName} = {a.TypedValue.Value!.ToString()!.ToLowerInvariant()}")
            .Prepend(((AttributeTargets)attribute.ConstructorArguments[0].Value!).ToString().Replace(", ", "|"));

    // Brackets within an attribute are those of array types; quotes hold no brackets in the lists.
    private static int EndOfAttribute(string text)
    {
        int depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '[' => 1, ']' => -1, _ => 0 };
            if (depth == 0)
            {
                return i + 1;
            }
        }

        throw new FormatException($"An attribute has no end: {text}");
    }

    [GeneratedRegex(@"(?<=[(\s])(\[(Out|NotNullWhen\(true\))\])+ ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ParameterAttribute();
}
