using System.ComponentModel;

// What an API can look like, for the tests of the notation.
namespace NoticeFunctions.Tests.LocalHost.ApiSurface.Samples;

public enum Size
{
    Small = 1,
    [Obsolete("Nothing is large.")]
    Large = 2,
}

public delegate bool Ask(double what);

[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true)]
public sealed class MarkerAttribute : Attribute;

public record Letter(string? Text)
{
    private readonly int hidden = 1;

    [EditorBrowsable(EditorBrowsableState.Never)]
    public object Seal { get; set; } = "red";

    protected virtual int Pages => hidden;

    internal string Draft { get; set; } = "none";

    public sealed override string ToString() => Text ?? Draft;
}

public static class Shapes
{
    public const int Longest = 7;

    public static T? Find<T>(this string? text, params int[] more)
        where T : class, IDisposable => null;

    public static T Same<T>(T value) => value;

    public static Task<string?> Wait(bool now = true, string? why = null, CancellationToken end = default) => Task.FromResult(why);

    public static void Take(out IReadOnlyDictionary<string, object?> all, TimeSpan? limit) => all = new Dictionary<string, object?>();
}
