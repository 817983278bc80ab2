using System.Linq.Expressions;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using NoticeFunctions.LocalHost.Hosting.Discovery;

namespace NoticeFunctions.LocalHost.Hosting.Http;

/// <summary>Writes what an HTTP function has returned.</summary>
internal static class HttpResults
{
    private static readonly ActionDescriptor NoAction = new();

    /// <summary>Nothing, an IActionResult, an IResult, or any object (200, as JSON).</summary>
    public static Task WriteAsync(HttpContext http, object? result) => result switch
    {
        null => Task.CompletedTask,
        IActionResult action => action.ExecuteResultAsync(Action(http)),
        IResult answer => answer.ExecuteAsync(http),
        _ => new ObjectResult(result).ExecuteResultAsync(Action(http)),
    };

    /// <summary>How to get the answer out of what the method returns: all of it, or its <c>[HttpResult]</c> property.</summary>
    /// <exception cref="StartUpException">The class has outputs and no such property, so that the real SDK would refuse it.</exception>
    public static Func<object?, object?> Reader(FunctionDescriptor function)
    {
        Type returned = function.Method.ReturnType;
        Type type = returned.IsGenericType && (returned.GetGenericTypeDefinition() == typeof(Task<>) || returned.GetGenericTypeDefinition() == typeof(ValueTask<>))
            ? returned.GenericTypeArguments[0]
            : returned;
        PropertyInfo[] outputs = [.. type.GetProperties().Where(p => p.GetCustomAttribute<OutputBindingAttribute>() is not null)];
        PropertyInfo? answer = outputs.FirstOrDefault(p => p.GetCustomAttribute<HttpResultAttribute>() is not null);
        if (outputs.FirstOrDefault(p => p != answer) is { } other)
        {
            string what = answer is null
                ? $"property '{other.Name}' of its result is an output; then one property must be the [HttpResult]."
                : $"LocalHost has no output binding {other.GetCustomAttribute<OutputBindingAttribute>()!.GetType().Name} (property '{other.Name}' of its result).";
            throw FunctionFault.At(function.Name, function.Method, what);
        }

        return answer is null ? static result => result : Compile(answer);
    }

    private static Func<object?, object?> Compile(PropertyInfo property)
    {
        ParameterExpression result = Expression.Parameter(typeof(object));
        Expression value = Expression.Property(Expression.Convert(result, property.DeclaringType!), property);
        Func<object?, object?> read = Expression.Lambda<Func<object?, object?>>(Expression.Convert(value, typeof(object)), result).Compile();
        // Middleware may have put an answer of its own in the result's place.
        return given => property.DeclaringType!.IsInstanceOfType(given) ? read(given) : given;
    }

    private static ActionContext Action(HttpContext http) => new(http, http.GetRouteData(), NoAction);
}
