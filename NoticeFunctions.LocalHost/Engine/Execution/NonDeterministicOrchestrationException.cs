#pragma warning disable IDE0130 // The name goes into failures, and there it is the real host's.
namespace DurableTask.Core.Exceptions;

/// <summary>An orchestrator asked for other things at its replay than its history says.</summary>
internal sealed class NonDeterministicOrchestrationException(string message) : Exception(message);
