namespace NoticeFunctions.Tests.LocalHost.ApiSurface;

/// <summary>Types as the lists spell them.</summary>
internal static class ApiNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(double)] = "double",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
    };

    /// <summary>A type with its namespace and arguments, nullable types with a question mark.</summary>
    public static string Of(Type type, NullableFlags nullable)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!, nullable);
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Of(value, nullable) + "?";
        }

        // The compiler notes nothing for plain value types, and a byte without meaning for generic ones.
        string mark = (!type.IsValueType || type.IsGenericType) && nullable.Take() ? "?" : string.Empty;
        if (type.IsArray)
        {
            return Of(type.GetElementType()!, nullable) + "[]" + mark;
        }

        return (Keywords.GetValueOrDefault(type) ?? Qualified(type, nullable)) + mark;
    }

    /// <summary>A type's own name, its parameters included.</summary>
    public static string OfDefinition(Type type) => Qualified(type, NullableFlags.None);

    private static string Qualified(Type type, NullableFlags nullable)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        string outer = type.DeclaringType is { } declaring ? OfDefinition(declaring) : type.Namespace!;
        string name = $"{outer}.{type.Name.Split('`')[0]}";
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(a => Of(a, nullable)))}>" : name;
    }
}
