namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Says what makes a function run, and hands that over as the parameter's value.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class TriggerBindingAttribute : BindingAttribute;
