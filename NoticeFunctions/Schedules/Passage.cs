using System.Runtime.InteropServices;

namespace NoticeFunctions.Schedules;

/// <summary>What of a schedule lies between an occurrence and an instant, and what comes after.</summary>
/// <param name="Passed">How many occurrences after the known one are due at the instant or before it.</param>
/// <param name="Latest">The last of them; null when there is none.</param>
/// <param name="Next">The first occurrence after the instant (and after the known one); null when the schedule has ended.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Passage(int Passed, Occurrence? Latest, Occurrence? Next);
