using Microsoft.AspNetCore.Http;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Http;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Admission.Answers;

/// <summary>What several functions answer.</summary>
internal static class AnswerTo
{
    /// <summary>An application, or that there is none.</summary>
    public static IResult Application(RegisteredApplication? application) => application is null
        ? NoApplication()
        : new JsonAnswer<ApplicationAnswer>(ApplicationAnswer.Of(application), AdmissionJson.Default.ApplicationAnswer);

    /// <summary>404.</summary>
    public static IResult NoApplication() => Refuse.NotFound("There is no application of this id.");
}
