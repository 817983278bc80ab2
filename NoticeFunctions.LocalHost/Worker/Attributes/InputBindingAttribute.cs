namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Fills a parameter from outside before the function runs.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class InputBindingAttribute : BindingAttribute;
