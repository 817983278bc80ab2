using Microsoft.Azure.Functions.Worker;

namespace NoticeFunctions.Http;

/// <summary>Tells requests from everything else that functions are called for.</summary>
internal static class HttpTriggers
{
    /// <summary>Whether a request started this invocation.</summary>
    public static bool Started(FunctionContext context)
    {
        foreach ((_, BindingMetadata binding) in context.FunctionDefinition.InputBindings)
        {
            if (binding.Type == "httpTrigger")
            {
                return true;
            }
        }

        return false;
    }
}
