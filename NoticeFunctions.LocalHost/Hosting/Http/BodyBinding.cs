using System.Reflection;
using Microsoft.AspNetCore.Http;
using NoticeFunctions.LocalHost.Hosting.Discovery;

namespace NoticeFunctions.LocalHost.Hosting.Http;

/// <summary>
/// A <c>[FromBody]</c> parameter. As on the real worker, every failure (malformed, empty or null JSON, another content type) is an
/// InvalidOperationException without the reason: the caller gets an empty 500.
/// </summary>
internal static class BodyBinding
{
    public static BindParameter Bind(FunctionCandidate candidate, ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        string failed = $"Error converting the body for parameter '{parameter.Name}' of function '{candidate.Name}'.";
        return async context =>
        {
            object? value = null;
            try
            {
                value = await ((HttpContext)context.Trigger).Request.ReadFromJsonAsync(type, context.CancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The reason stays here: neither function nor caller learns it on the real worker.
            }

            return value ?? throw new InvalidOperationException(failed);
        };
    }
}
