using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function for each HTTP request on its route.</summary>
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Any method, with a function key.</summary>
    public HttpTriggerAttribute()
        : this(AuthorizationLevel.Function)
    {
    }

    /// <summary>Some methods, with a function key.</summary>
    /// <param name="methods">The methods, in any case.</param>
    public HttpTriggerAttribute(params string[] methods)
        : this(AuthorizationLevel.Function, methods)
    {
    }

    /// <summary>Any method.</summary>
    /// <param name="authLevel">Which key a request must bring.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel) => AuthLevel = authLevel;

    /// <summary>Some methods. A request by another one is answered 404.</summary>
    /// <param name="authLevel">Which key a request must bring.</param>
    /// <param name="methods">The methods, in any case.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>Which key a request must bring.</summary>
    public AuthorizationLevel AuthLevel { get; }

    /// <summary>The methods that are answered; null is any.</summary>
    public string[]? Methods { get; }

    /// <summary>
    /// The route's template, behind the prefix of host.json, with constraints such as <c>{id:int}</c>; null is the function's name.
    /// </summary>
    public string? Route { get; set; }
}
