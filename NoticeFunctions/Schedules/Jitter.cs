using System.Globalization;
using System.Runtime.InteropServices;

namespace NoticeFunctions.Schedules;

/// <summary>
/// Spreads a herd: each occurrence fires somewhat later than it is due, by an amount that follows from notice and number alone, so that it is the same after
/// every restart. It moves the firing and not the cycle.
/// </summary>
/// <param name="Most">The most it adds (exclusive); zero adds nothing.</param>
/// <param name="Seed">What tells this notice from others.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Jitter(TimeSpan Most, ulong Seed)
{
    /// <summary>Whether it adds nothing.</summary>
    public bool IsNone => Most <= TimeSpan.Zero;

    /// <summary>The jitter of a notice.</summary>
    /// <param name="most">The most it adds.</param>
    /// <param name="noticeId">32 hex digits; of which only a part differs between two notices of one millisecond, so all of them count.</param>
    public static Jitter For(TimeSpan most, string noticeId)
    {
        UInt128 id = UInt128.Parse(noticeId, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return new Jitter(most, Mix((ulong)id ^ Mix((ulong)(id >> 64))));
    }

    /// <summary>How much an occurrence is moved: not negative, less than <see cref="Most"/> and less than the room, in whole milliseconds.</summary>
    /// <param name="number">The occurrence.</param>
    /// <param name="room">The time to what it must not reach.</param>
    public TimeSpan Of(int number, TimeSpan room)
    {
        double fraction = (Mix(Seed + (ulong)number) >> 11) / (double)(1UL << 53);
        double milliseconds = Math.Floor((room < Most ? room : Most).TotalMilliseconds * fraction);
        return milliseconds <= 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(milliseconds);
    }

    // SplitMix64's finalizer (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014): neighbouring numbers land far apart.
    private static ulong Mix(ulong value)
    {
        ulong mixed = value + 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
