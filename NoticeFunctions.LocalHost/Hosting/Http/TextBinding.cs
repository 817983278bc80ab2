using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using NoticeFunctions.LocalHost.Hosting.Discovery;

namespace NoticeFunctions.LocalHost.Hosting.Http;

/// <summary>Parameters that come as text, from the route or the query, and are parsed by their type with the invariant culture.</summary>
internal static class TextBinding
{
    public static BindParameter FromRoute(FunctionCandidate candidate, ParameterInfo parameter)
    {
        Func<string?, object?> read = Reader(candidate, parameter);
        string name = parameter.Name!;
        return context => new(read(((HttpContext)context.Trigger).Request.RouteValues[name]?.ToString()));
    }

    public static BindParameter FromQuery(FunctionCandidate candidate, ParameterInfo parameter)
    {
        Func<string?, object?> read = Reader(candidate, parameter);
        string name = parameter.Name!;
        return context => new(read(((HttpContext)context.Trigger).Request.Query[name].FirstOrDefault()));
    }

    private static Func<string?, object?> Reader(FunctionCandidate candidate, ParameterInfo parameter)
    {
        Type? nullable = Nullable.GetUnderlyingType(parameter.ParameterType);
        Type type = nullable ?? parameter.ParameterType;
        Func<string, object?> parse = Parser(type) ?? throw candidate.Fault(parameter, $"text from route or query can't be read as {type.Name}.");
        object? absent = parameter.HasDefaultValue ? parameter.DefaultValue : null;
        bool mayBeAbsent = parameter.HasDefaultValue || nullable is not null || !type.IsValueType;
        string failed = $"Error converting parameter '{parameter.Name}' of function '{candidate.Name}' to {type.Name}.";
        return text =>
        {
            try
            {
                return text is not null ? parse(text) : mayBeAbsent ? absent : throw new InvalidOperationException(failed);
            }
            catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
            {
                throw new InvalidOperationException(failed, e);
            }
        };
    }

    private static Func<string, object?>? Parser(Type type)
        => type == typeof(string) ? static text => text
            : type == typeof(bool) ? static text => bool.Parse(text)
            : type.IsEnum ? text => Enum.Parse(type, text, ignoreCase: true)
            : type.GetMethod("Parse", BindingFlags.Public | BindingFlags.Static, [typeof(string), typeof(IFormatProvider)]) is { } parse ? Compile(parse)
            : null;

    private static Func<string, object?> Compile(MethodInfo parse)
    {
        ParameterExpression text = Expression.Parameter(typeof(string));
        Expression call = Expression.Call(parse, text, Expression.Constant(CultureInfo.InvariantCulture, typeof(IFormatProvider)));
        return Expression.Lambda<Func<string, object?>>(Expression.Convert(call, typeof(object)), text).Compile();
    }
}
