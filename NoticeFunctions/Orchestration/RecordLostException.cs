namespace NoticeFunctions.Orchestration;

/// <summary>The store has lost a notice that was still pending: nobody knows any more what it said or to whom.</summary>
internal sealed class RecordLostException() : Exception("record-lost");
