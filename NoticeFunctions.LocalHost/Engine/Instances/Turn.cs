using NoticeFunctions.LocalHost.Engine.History;

namespace NoticeFunctions.LocalHost.Engine.Instances;

/// <summary>One step of an instance, as it is committed: what came in, and what its code made of it.</summary>
/// <param name="Time">The orchestrator's present.</param>
/// <param name="Incoming">The messages that it took, in order.</param>
/// <param name="Results">Requests, then a changed custom status, then the end of the generation.</param>
/// <param name="NextMessageId">The first of the ids kept for the messages with which <see cref="ContinuedAsNew"/> starts the next generation.</param>
internal sealed record Turn(DateTime Time, IReadOnlyList<Message> Incoming, IReadOnlyList<HistoryEvent> Results, long NextMessageId);
