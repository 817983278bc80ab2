using Microsoft.Azure.Functions.Worker.Converters;
using NoticeFunctions.LocalHost.Worker;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>
/// Reads a parameter from the request's JSON body. A body that can't be read makes the invocation fail, which is answered 500 without a body:
/// a function that wants to say what is wrong reads the request itself.
/// </summary>
public class FromBodyAttribute : InputConverterAttribute
{
    /// <summary>Reads the body as the parameter's type.</summary>
    public FromBodyAttribute()
        : base(typeof(FromBodyConverter))
    {
    }
}
