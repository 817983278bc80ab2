using NoticeFunctions.Problems;

namespace NoticeFunctions.Intake;

/// <summary>The answer to many notices.</summary>
/// <param name="Results">One for each, in their order.</param>
internal sealed record BatchAnswer(IReadOnlyList<BatchResult> Results);

/// <summary>What came of one of many notices.</summary>
/// <param name="Status">The HTTP status that it would have been answered with alone: 202, 400, 422 or 503.</param>
/// <param name="Notice">The notice, where it was accepted.</param>
/// <param name="Problem">What was wrong, where it was not; pointers begin at the notice.</param>
internal sealed record BatchResult(int Status, AcceptedNotice? Notice, Problem? Problem = null);
