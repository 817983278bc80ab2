namespace NoticeFunctions.Intake;

/// <summary>The answer to a notice that was accepted.</summary>
/// <param name="Id">The notice's id.</param>
/// <param name="Status">queued or scheduled.</param>
/// <param name="StatusQueryGetUri">Where its orchestration's status is answered.</param>
internal sealed record AcceptedNotice(string Id, string Status, string StatusQueryGetUri);
