using NoticeFunctions.LocalHost.Hosting.Invocation;

namespace NoticeFunctions.LocalHost.Hosting.Outputs;

/// <summary>One output of a function.</summary>
/// <param name="Name">The property's name, or <c>$return</c>.</param>
/// <param name="Type">The binding's type: <c>kafka</c>.</param>
/// <param name="Read">Gets the value out of the function's result; null where there is nothing to send.</param>
/// <param name="Send">Sends it.</param>
internal sealed record FunctionOutput(string Name, string Type, Func<object?, object?> Read, SendOutput Send);

/// <summary>What of a function's result goes elsewhere.</summary>
/// <param name="Outputs">In the order of their declaration.</param>
/// <param name="ConsumeResult">Whether nothing is left of the result for the trigger's caller: as on the real worker, an activity whose outputs are properties returns null.</param>
internal sealed record FunctionOutputs(IReadOnlyList<FunctionOutput> Outputs, bool ConsumeResult)
{
    public static readonly FunctionOutputs None = new([], ConsumeResult: false);

    /// <summary>Takes the values out of what the function has just returned; they are sent when the middleware is through.</summary>
    public void Take(LocalFunctionContext context)
    {
        if (Outputs.Count == 0)
        {
            return;
        }

        object? result = context.Result;
        context.Outgoing = [.. Outputs.Select(output => (output, output.Read(result))).Where(pair => pair.Item2 is not null)!];
        if (ConsumeResult)
        {
            context.Result = null;
        }
    }

    /// <summary>Sends what has been taken, one after the other; a function that has not run has nothing to send.</summary>
    public static async Task SendAsync(LocalFunctionContext context)
    {
        foreach ((FunctionOutput output, object value) in context.Outgoing)
        {
            await output.Send(value, context);
        }
    }
}
