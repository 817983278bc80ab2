namespace NoticeFunctions.Records;

/// <summary>The store can't be reached or refuses to write: try again later. Intake answers 503 with Retry-After; an activity lets it through and is retried.</summary>
internal sealed class RecordsUnavailableException(string message, Exception innerException) : Exception(message, innerException);
