using System.Collections;
using Microsoft.Azure.Functions.Worker;

namespace NoticeFunctions.Tests.LocalHost.Worker;

/// <summary>An invocation with nothing in it but what a test puts there.</summary>
internal sealed class TestInvocation : FunctionContext
{
    public override string InvocationId => "invocation";

    public override string FunctionId => "function";

    public override TraceContext TraceContext => throw new NotSupportedException();

    public override BindingContext BindingContext => throw new NotSupportedException();

    public override RetryContext RetryContext => throw new NotSupportedException();

    public override IServiceProvider InstanceServices { get; set; } = null!;

    public override FunctionDefinition FunctionDefinition => throw new NotSupportedException();

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = new FeatureTable();

    private sealed class FeatureTable : Dictionary<Type, object>, IInvocationFeatures
    {
        public T? Get<T>() => (T?)this.GetValueOrDefault(typeof(T));

        public void Set<T>(T instance) => this[typeof(T)] = instance!;

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
