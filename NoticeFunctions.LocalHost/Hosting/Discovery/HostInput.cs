using NoticeFunctions.LocalHost.Hosting.Invocation;

namespace NoticeFunctions.LocalHost.Hosting.Discovery;

/// <summary>A parameter that the host itself reads, before the worker and its middleware are asked.</summary>
/// <param name="Parameter">Its name.</param>
/// <param name="Read">Reads it; whatever it throws fails the invocation.</param>
internal sealed record HostInput(string Parameter, Func<LocalFunctionContext, object?> Read)
{
    /// <exception cref="HostInputException">It can't be read.</exception>
    public object? Of(LocalFunctionContext context)
    {
        try
        {
            return Read(context);
        }
        catch (Exception e)
        {
            throw new HostInputException(Parameter, e);
        }
    }
}

/// <summary>The host could not bind a parameter: the function was never called.</summary>
internal sealed class HostInputException(string parameter, Exception reason) : Exception($"Exception binding parameter '{parameter}'", reason);
