using NoticeFunctions.LocalHost.Engine.History;

namespace NoticeFunctions.LocalHost.Engine.Instances;

/// <summary>An event on its way into an instance.</summary>
/// <param name="Id">
/// Under which the journal holds it already; 0 where it is only in memory, because losing it would only repeat what caused it
/// (an activity that runs again, a timer that is armed again).
/// </param>
/// <param name="Event">What happened.</param>
internal readonly record struct Message(long Id, IncomingEvent Event);
