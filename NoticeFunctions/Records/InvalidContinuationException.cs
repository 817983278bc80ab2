namespace NoticeFunctions.Records;

/// <summary>A list was asked to go on from something that no list of this kind and filter has given out.</summary>
internal sealed class InvalidContinuationException(Exception? innerException = null)
    : Exception("The continuation is not one that this list has given with this filter: take it unchanged from the page before, or leave it out to begin anew.", innerException);
