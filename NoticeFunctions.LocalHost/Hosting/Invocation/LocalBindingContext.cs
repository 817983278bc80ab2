using Microsoft.Azure.Functions.Worker;

namespace NoticeFunctions.LocalHost.Hosting.Invocation;

internal sealed class LocalBindingContext(IReadOnlyDictionary<string, object?> data) : BindingContext
{
    public override IReadOnlyDictionary<string, object?> BindingData => data;
}
