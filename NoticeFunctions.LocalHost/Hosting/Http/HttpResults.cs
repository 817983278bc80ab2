using System.Linq.Expressions;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.LocalHost.Hosting.Discovery;
using NoticeFunctions.LocalHost.Hosting.Outputs;

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
    public static Func<object?, object?> Reader(FunctionDescriptor function)
        => OutputFinder.ResultOf(function.Method).GetProperties().FirstOrDefault(p => p.IsDefined(typeof(HttpResultAttribute), inherit: false)) is { } answer
            ? Compile(answer)
            : static result => result;

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
