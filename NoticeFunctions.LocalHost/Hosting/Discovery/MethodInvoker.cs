using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace NoticeFunctions.LocalHost.Hosting.Discovery;

/// <summary>Calls a function's method; the result is what it returned, or what its task held, or null.</summary>
internal delegate Task<object?> InvokeFunction(FunctionContext context, object?[] arguments);

/// <summary>Compiles the call of a method, so that no invocation reflects.</summary>
internal static class MethodInvoker
{
    private static readonly Task<object?> Nothing = Task.FromResult<object?>(null);

    public static InvokeFunction Compile(MethodInfo method)
    {
        ParameterExpression instance = Expression.Parameter(typeof(object), "instance");
        ParameterExpression arguments = Expression.Parameter(typeof(object?[]), "arguments");
        IEnumerable<Expression> values = method.GetParameters()
            .Select((p, i) => Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(i)), p.ParameterType));
        Expression call = Expression.Call(method.IsStatic ? null : Expression.Convert(instance, method.DeclaringType!), method, values);
        Func<object?, object?[], Task<object?>> invoke = Expression.Lambda<Func<object?, object?[], Task<object?>>>(AsTask(call), instance, arguments).Compile();
        if (method.IsStatic)
        {
            return (_, given) => invoke(null, given);
        }

        Func<FunctionContext, object> make = Maker(method.DeclaringType!);
        return (context, given) => invoke(make(context), given);
    }

    // A class that needs no service needs no scope either, and an invocation's scope is made when it is first asked for.
    private static Func<FunctionContext, object> Maker(Type type)
    {
        if (type.GetConstructors() is [{ } only] && only.GetParameters().Length == 0)
        {
            Func<object> make = Expression.Lambda<Func<object>>(Expression.New(only)).Compile();
            return _ => make();
        }

        ObjectFactory inject = ActivatorUtilities.CreateFactory(type, []);
        return context => inject(context.InstanceServices, null);
    }

    private static Expression AsTask(Expression call)
    {
        Type type = call.Type;
        if (type == typeof(void))
        {
            return Expression.Block(call, Expression.Constant(Nothing));
        }

        if (type == typeof(ValueTask) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>)))
        {
            call = Expression.Call(call, nameof(ValueTask.AsTask), null);
            type = call.Type;
        }

        return type == typeof(Task) ? Call(nameof(WhenDoneAsync), call)
            : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>) ? Call(nameof(WithResultAsync), call, type.GenericTypeArguments[0])
            : Expression.Call(typeof(Task), nameof(Task.FromResult), [typeof(object)], Expression.Convert(call, typeof(object)));
    }

    private static MethodCallExpression Call(string helper, Expression task, params Type[] typeArguments)
        => Expression.Call(typeof(MethodInvoker), helper, typeArguments, task);

    private static async Task<object?> WhenDoneAsync(Task task)
    {
        await task;
        return null;
    }

    private static async Task<object?> WithResultAsync<T>(Task<T> task) => await task;
}
