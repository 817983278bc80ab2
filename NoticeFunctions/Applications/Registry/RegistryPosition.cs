using System.Globalization;
using System.Runtime.InteropServices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Applications.Registry;

/// <summary>A place in the list of applications, which runs from the latest registered to the first and, within a millisecond, from the highest id to the lowest.</summary>
/// <param name="Milliseconds">Unix time of the registration.</param>
/// <param name="Id">The application.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RegistryPosition(long Milliseconds, string Id)
{
    private const string List = "applications";

    /// <summary>What the sorted set is asked up to.</summary>
    public double Score => Milliseconds == long.MaxValue ? double.PositiveInfinity : Milliseconds;

    /// <summary>Where a page begins.</summary>
    /// <exception cref="InvalidContinuationException">The continuation is none of this list's.</exception>
    public static RegistryPosition Start(string? continuation)
    {
        if (continuation is null)
        {
            return new(long.MaxValue, "");
        }

        string[] place = Continuation.Read(List, continuation);
        return new(long.Parse(place[0], CultureInfo.InvariantCulture), place[1]);
    }

    /// <summary>The continuation for what comes after this place.</summary>
    public string ToContinuation() => Continuation.Write(List, Milliseconds.ToString(CultureInfo.InvariantCulture), Id);

    /// <summary>Whether this place comes after another.</summary>
    public bool IsAfter(RegistryPosition other) =>
        Milliseconds != other.Milliseconds ? Milliseconds < other.Milliseconds : string.CompareOrdinal(Id, other.Id) < 0;
}
