using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace NoticeFunctions.Tests.LocalHost.ApiSurface;

/// <summary>A member's line as the lists write it.</summary>
internal static class ApiMembers
{
    public static string Render(MemberInfo member)
    {
        string declaring = ApiNames.OfDefinition(member.DeclaringType!);
        string text = member switch
        {
            FieldInfo { DeclaringType.IsEnum: true } value => $"{declaring}.{value.Name} = {Convert.ToInt64(value.GetRawConstantValue(), CultureInfo.InvariantCulture)}",
            FieldInfo field => Field(field, declaring),
            ConstructorInfo constructor => $"{Access(constructor)} ctor {declaring}({Parameters(constructor)})",
            PropertyInfo property => Property(property, declaring),
            MethodInfo method when method.DeclaringType!.IsSubclassOf(typeof(Delegate)) =>
                $"delegate {Returned(method)} {declaring}({Parameters(method)})",
            MethodInfo method => $"{Access(method)} {Modifiers(method)}{Returned(method)} {declaring}.{Signature(method)}",
            _ => throw new NotSupportedException($"The lists have no {member.MemberType}."),
        };
        return ApiAttributes.Render(member) + text;
    }

    private static string Field(FieldInfo field, string declaring)
    {
        string kind = field.IsLiteral ? "const field" : $"{(field.IsStatic ? "static " : string.Empty)}{(field.IsInitOnly ? "readonly " : string.Empty)}field";
        string value = field.IsLiteral ? $" = {Constant(field.GetRawConstantValue(), field.FieldType)}" : string.Empty;
        return $"{(field.IsPublic ? "public" : "protected")} {kind} {ApiNames.Of(field.FieldType, NullableFlags.Of(field, field))} {declaring}.{field.Name}{value}";
    }

    private static string Property(PropertyInfo property, string declaring)
    {
        MethodInfo[] visible = [.. property.GetAccessors(nonPublic: true).Where(a => a.IsPublic || a.IsFamily || a.IsFamilyOrAssembly)];
        MethodInfo widest = visible.FirstOrDefault(a => a.IsPublic) ?? visible[0];
        IEnumerable<string> accessors = visible
            .OrderBy(a => a.ReturnType == typeof(void))
            .Select(a => (Access(a) == Access(widest) ? string.Empty : Access(a) + " ") + AccessorName(a) + ";");
        return $"{Access(widest)} {Modifiers(widest)}{ApiNames.Of(property.PropertyType, NullableFlags.Of(property, property))} "
            + $"{declaring}.{property.Name} {{ {string.Join(' ', accessors)} }}";
    }

    private static string AccessorName(MethodInfo accessor) => accessor.ReturnType != typeof(void) ? "get"
        : accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init"
        : "set";

    // An abstract type's constructor is there for derived types alone, whether it is public or protected.
    private static string Access(MethodBase method) =>
        method.IsPublic && !(method.IsConstructor && method.DeclaringType!.IsAbstract) ? "public" : "protected";

    private static string Modifiers(MethodInfo method) => method switch
    {
        { DeclaringType.IsInterface: true } => string.Empty,
        { IsStatic: true } => "static ",
        { IsAbstract: true } => "abstract ",
        { IsVirtual: false } => string.Empty,
        _ when !method.Attributes.HasFlag(MethodAttributes.NewSlot) => method.IsFinal ? "sealed override " : "override ",
        { IsFinal: true } => string.Empty,
        _ => "virtual ",
    };

    private static string Returned(MethodInfo method) =>
        ApiNames.Of(method.ReturnType, NullableFlags.Of(method.ReturnParameter, method));

    private static string Signature(MethodInfo method)
    {
        Type[] types = method.GetGenericArguments();
        string list = types.Length > 0 ? $"<{string.Join(", ", types.Select(t => t.Name))}>" : string.Empty;
        return $"{method.Name}{list}({Parameters(method)}){string.Concat(types.Select(Constraint))}";
    }

    private static string Constraint(Type parameter)
    {
        GenericParameterAttributes special = parameter.GenericParameterAttributes;
        List<string> all = [.. parameter.GetGenericParameterConstraints().Where(c => c != typeof(ValueType)).Select(ApiNames.OfDefinition)];
        if (special.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            all.Insert(0, "class");
        }

        if (special.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
        {
            all.Insert(0, "struct");
        }
        else if (special.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
        {
            all.Add("new()");
        }

        return all.Count > 0 ? $" where {parameter.Name} : {string.Join(", ", all)}" : string.Empty;
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p => Parameter(p, method)));

    private static string Parameter(ParameterInfo parameter, MethodBase method)
    {
        string prefix = parameter switch
        {
            { Position: 0 } when method.IsDefined(typeof(ExtensionAttribute), inherit: false) => "this ",
            { IsOut: true } => "out ",
            { ParameterType.IsByRef: true } => parameter.IsIn ? "in " : "ref ",
            _ when parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false) => "params ",
            _ => string.Empty,
        };
        string value = parameter.HasDefaultValue ? $" = {Constant(parameter.RawDefaultValue, parameter.ParameterType)}" : string.Empty;
        return $"{prefix}{ApiNames.Of(parameter.ParameterType, NullableFlags.Of(parameter, method))} {parameter.Name}{value}";
    }

    private static string Constant(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        bool flag => flag ? "true" : "false",
        string text => $"\"{text}\"",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
