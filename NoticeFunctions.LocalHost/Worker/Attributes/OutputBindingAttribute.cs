namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Sends a function's result, or one property of it, to somewhere outside.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public abstract class OutputBindingAttribute : BindingAttribute;
