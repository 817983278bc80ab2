using System.Reflection;

namespace NoticeFunctions.Tests.LocalHost.ApiSurface;

/// <summary>A type's line as the lists write it, and its members' lines.</summary>
internal static class ApiTypes
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Render(Type type)
    {
        string bases = string.Join(", ", Bases(type).Select(ApiNames.OfDefinition).Order(StringComparer.Ordinal));
        return $"{ApiAttributes.Render(type)}public {Kind(type)} {ApiNames.OfDefinition(type)}{(bases.Length > 0 ? " : " + bases : string.Empty)}";
    }

    /// <summary>The members that code outside the assembly can see.</summary>
    public static IEnumerable<MemberInfo> Members(Type type) => type switch
    {
        _ when type.IsSubclassOf(typeof(Delegate)) => [type.GetMethod("Invoke")!],
        _ when type.IsEnum => type.GetFields(BindingFlags.Public | BindingFlags.Static),
        _ => type.GetMembers(Declared).Where(IsVisible),
    };

    /// <summary>Puts the bases of a type's line in an order that does not depend on who wrote it.</summary>
    public static string SortBases(string line)
    {
        string[] parts = line.Split(" : ", 2);
        return parts.Length == 1 ? line : $"{parts[0]} : {string.Join(", ", SplitOutside(parts[1]).Order(StringComparer.Ordinal))}";
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        _ when type.IsSubclassOf(typeof(Delegate)) => "delegate",
        { IsAbstract: true, IsSealed: true } => "static class",
        _ => (type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : string.Empty)
            + (type.GetMethod("<Clone>$") is null ? "class" : "record class"),
    };

    private static IEnumerable<Type> Bases(Type type)
    {
        if (type.IsEnum || type.IsSubclassOf(typeof(Delegate)))
        {
            return [];
        }

        Type[] inherited = type.BaseType?.GetInterfaces() ?? [];
        IEnumerable<Type> own = type.GetInterfaces().Except(inherited);
        return type.BaseType is null || type.BaseType == typeof(object) || type.BaseType == typeof(ValueType) ? own : own.Prepend(type.BaseType);
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
        // A record's copy method returns the derived record on .NET, and its base where the real packages are compiled (.NET Standard).
        MethodInfo { Name: "<Clone>$" } => false,
        MethodInfo { IsSpecialName: true } accessor => accessor.Name.StartsWith("op_", StringComparison.Ordinal) && IsVisible((MethodBase)accessor),
        MethodBase method => IsVisible(method),
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        _ => false,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static IEnumerable<string> SplitOutside(string bases)
    {
        int depth = 0, start = 0;
        for (int i = 0; i < bases.Length; i++)
        {
            depth += bases[i] switch { '<' => 1, '>' => -1, _ => 0 };
            if (depth == 0 && bases[i] == ',')
            {
                yield return bases[start..i].Trim();
                start = i + 1;
            }
        }

        yield return bases[start..].Trim();
    }
}
