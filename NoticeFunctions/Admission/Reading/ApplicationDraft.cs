using NoticeFunctions.Applications;

namespace NoticeFunctions.Admission.Reading;

/// <summary>An application as it is to be.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Owner">The e-mail address of whoever answers for it.</param>
/// <param name="Scopes">What its tokens may allow.</param>
/// <param name="Rules">What else it is held to.</param>
internal sealed record ApplicationDraft(string Id, string Name, string Owner, Scopes Scopes, ApplicationRules Rules);
