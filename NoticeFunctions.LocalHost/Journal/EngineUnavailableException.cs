namespace NoticeFunctions.LocalHost.Journal;

/// <summary>
/// Nothing can be made durable at present: storage is away or too slow, too much waits for it already, or this host has ended its work.
/// What was asked for may still happen, if it waits to be committed: who needs to know looks the instance up later.
/// </summary>
internal sealed class EngineUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
