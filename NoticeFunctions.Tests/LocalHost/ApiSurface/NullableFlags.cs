using System.Reflection;

namespace NoticeFunctions.Tests.LocalHost.ApiSurface;

/// <summary>
/// The nullability of one signature's types, in the order in which the compiler writes it down (one byte per type, outside in; 2 is nullable).
/// NullabilityInfoContext would call every unconstrained T nullable.
/// </summary>
internal sealed class NullableFlags
{
    private readonly byte[] flags;
    private int next;

    private NullableFlags(byte[] flags) => this.flags = flags;

    /// <summary>For places that have no annotations in the lists.</summary>
    public static NullableFlags None => new([0]);

    public static NullableFlags Of(ICustomAttributeProvider provider, MemberInfo member) =>
        new(Own(provider, "System.Runtime.CompilerServices.NullableAttribute") ?? [Context(member)]);

    /// <summary>Whether the next type of the signature is nullable. A single byte stands for them all.</summary>
    public bool Take() => (flags.Length == 1 ? flags[0] : flags[next++]) == 2;

    private static byte Context(MemberInfo? member)
    {
        for (; member is not null; member = member.DeclaringType)
        {
            if (Own(member, "System.Runtime.CompilerServices.NullableContextAttribute") is { } flags)
            {
                return flags[0];
            }
        }

        return 0;
    }

    private static byte[]? Own(ICustomAttributeProvider provider, string attributeName)
    {
        IEnumerable<CustomAttributeData> attributes = provider switch
        {
            ParameterInfo parameter => parameter.CustomAttributes,
            MemberInfo member => member.CustomAttributes,
            _ => [],
        };
        object? value = attributes.SingleOrDefault(a => a.AttributeType.FullName == attributeName)?.ConstructorArguments[0].Value;
        return value switch
        {
            byte one => [one],
            IEnumerable<CustomAttributeTypedArgument> many => [.. many.Select(m => (byte)m.Value!)],
            _ => null,
        };
    }
}
