using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using NoticeFunctions.LocalHost.Hosting.Discovery;
using NoticeFunctions.LocalHost.Hosting.Outputs;
using NoticeFunctions.LocalHost.Worker;

namespace NoticeFunctions.LocalHost.Hosting.Invocation;

/// <summary>One invocation: what middleware and functions see of it. Its dependency-injection scope is made when it is first asked for.</summary>
internal sealed class LocalFunctionContext : FunctionContext, IInvocationResultFeature, IAsyncDisposable
{
    private readonly IServiceProvider root;
    private readonly CancellationToken cancellation;
    private AsyncServiceScope? scope;
    private IServiceProvider? services;
    private string? invocationId;
    private IInvocationFeatures? features;
    private IDictionary<object, object>? items;
    private LocalTraceContext? trace;
    private LocalBindingContext? binding;

    /// <param name="function">What is called.</param>
    /// <param name="trigger">What the trigger brings: an HttpContext, a TaskOrchestrationContext …</param>
    /// <param name="root">The host's services, from which a scope is made.</param>
    /// <param name="cancellation">Cancelled when the caller has gone or the host ends.</param>
    public LocalFunctionContext(FunctionDescriptor function, object trigger, IServiceProvider root, CancellationToken cancellation)
    {
        Function = function;
        Trigger = trigger;
        this.root = root;
        this.cancellation = cancellation;
    }

    public FunctionDescriptor Function { get; }

    public object Trigger { get; }

    /// <summary>What the function returned; middleware may replace it.</summary>
    public object? Result { get; set; }

    /// <summary>What of the function's result goes elsewhere, once it has run.</summary>
    public IReadOnlyList<(FunctionOutput Output, object Value)> Outgoing { get; set; } = [];

    /// <summary>What the trigger knows by name, made when it is first asked for.</summary>
    public Func<IReadOnlyDictionary<string, object?>>? BindingData { get; init; }

    public string? TraceParent { get; init; }

    public string? TraceState { get; init; }

    /// <summary>What the host has read, in the order of <see cref="FunctionDescriptor.HostInputs"/>.</summary>
    public object?[] HostInputs { get; private set; } = [];

    public override string InvocationId => invocationId ??= Guid.NewGuid().ToString();

    public override string FunctionId => Function.Definition.Id;

    public override TraceContext TraceContext => trace ??= new(TraceParent ?? "", TraceState ?? "");

    public override BindingContext BindingContext => binding ??= new(BindingData?.Invoke() ?? ImmutableDictionary<string, object?>.Empty);

    // Null on the real worker, too, when the invocation is no retry.
    public override RetryContext RetryContext => null!;

    public override IServiceProvider InstanceServices
    {
        get => services ??= (scope = root.CreateAsyncScope()).Value.ServiceProvider;
        set => services = value;
    }

    public override FunctionDefinition FunctionDefinition => Function.Definition;

    public override IDictionary<object, object> Items
    {
        get => items ??= new Dictionary<object, object>();
        set => items = value;
    }

    public override IInvocationFeatures Features => features ??= new InvocationFeatures(this);

    public override CancellationToken CancellationToken => cancellation;

    /// <summary>Reads what the host reads itself.</summary>
    /// <exception cref="HostInputException">Something can't be read; the function must not be called.</exception>
    public void ReadHostInputs()
    {
        if (Function.HostInputs.Count > 0)
        {
            HostInputs = [.. Function.HostInputs.Select(input => input.Of(this))];
        }
    }

    public ValueTask DisposeAsync() => scope?.DisposeAsync() ?? ValueTask.CompletedTask;
}
