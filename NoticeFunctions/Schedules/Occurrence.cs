using System.Runtime.InteropServices;

namespace NoticeFunctions.Schedules;

/// <summary>One firing of a schedule.</summary>
/// <param name="Number">Its place in the schedule, from 1. A number that was missed is never given to another occurrence.</param>
/// <param name="Due">The instant it is due, in UTC.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Occurrence(int Number, DateTimeOffset Due);
