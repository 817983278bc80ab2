namespace Microsoft.Azure.Functions.Worker;

/// <summary>Makes a public method a function. It needs exactly one parameter with a trigger.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute : Attribute
{
    /// <summary>Names the function.</summary>
    /// <param name="name">The name, unique in the app but for case: a letter, then letters, digits, <c>_</c> or <c>-</c>.</param>
    public FunctionAttribute(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
    }

    /// <summary>The function's name.</summary>
    public string Name { get; }
}
