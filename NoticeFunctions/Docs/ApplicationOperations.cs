using System.Text.Json.Serialization.Metadata;
using NoticeFunctions.Admission;
using NoticeFunctions.Admission.Answers;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Docs;

/// <summary>The document's words for the functions that let applications in.</summary>
internal static class ApplicationOperations
{
    private const string Tag = "Applications";

    private static readonly (int, string, JsonTypeInfo?) NotFound = Refused(404, "There is no such application, or it has no such key.");
    private static readonly (int, string, JsonTypeInfo?) Invalid = Refused(400, "The request is wrong; `errors` names every wrong member.");
    private static readonly (int, string, JsonTypeInfo?) Away = Refused(503, "A store that the platform needs is away; Retry-After says when to repeat.");
    private static readonly (int, string, JsonTypeInfo?) Changed = (200, "The application as it is now.", AdmissionJson.Default.ApplicationAnswer);
    private static readonly (int, string, JsonTypeInfo?)[] Body = [Invalid, Refused(413, "The body is too large."), Refused(415, "The body is no JSON by its content type.")];

    /// <summary>By function name.</summary>
    public static IReadOnlyDictionary<string, OperationDoc> All { get; } = new Dictionary<string, OperationDoc>
    {
        [nameof(RegisterApplication)] = new(Tag, "Register an application", "It can do nothing before it has a key. An id is given once and never again.")
        {
            Body = ApplicationBodies.NewApplication,
            Answers = [(201, "It is registered.", AdmissionJson.Default.ApplicationAnswer), .. Body, Refused(409, "The id is taken."), Away],
        },
        [nameof(ListApplications)] = new(Tag, "List applications", "The latest registered first, without their keys.")
        {
            Query = QueryDocs.Paging,
            Answers = [(200, "A page.", AdmissionJson.Default.ListAnswerApplicationAnswer), Invalid, Away],
        },
        [nameof(GetApplication)] = new(Tag, "Get an application", "Without its keys.")
        {
            Answers = [(200, "The application.", AdmissionJson.Default.ApplicationAnswer), NotFound, Away],
        },
        [nameof(UpdateApplication)] = new(Tag, "Update an application", "Says anew what it is called and may do; what is left out is as if it had never been said. Holds within 5 seconds, for tokens already issued too.")
        {
            Body = ApplicationBodies.ChangedApplication,
            Answers = [Changed, .. Body, NotFound, Away],
        },
        [SwitchApplication.Disable] = new(Tag, "Disable an application", "It gets no tokens, and those that it has are refused within 5 seconds. What it has sent goes on.")
        {
            Answers = [Changed, NotFound, Away],
        },
        [SwitchApplication.Enable] = new(Tag, "Enable an application", "It may ask again, with the keys that it has.")
        {
            Answers = [Changed, NotFound, Away],
        },
        [nameof(DeleteApplication)] = new(Tag, "Delete an application", "With its keys. Its tokens are refused within 5 seconds, and its id stays taken. What it has sent goes on.")
        {
            Answers = [(204, "It is deleted.", null), NotFound, Away],
        },
        [nameof(ListKeys)] = new(Tag, "List an application's keys", "All of them, oldest first. Of a secret only its name is shown.")
        {
            Answers = [(200, "The keys.", AdmissionJson.Default.KeysAnswer), NotFound, Away],
        },
        [nameof(AddKey)] = new(Tag, "Add a key", "A public key that is sent along, or a secret, which the platform makes and shows in this answer alone. With `replaces`, the key of that kid expires when the overlap is over.")
        {
            Body = ApplicationBodies.NewKey,
            Answers = [(201, "It is added.", AdmissionJson.Default.KeyAnswer), .. Body, NotFound, Refused(409, "The application has this key, or no room for another."), Away],
        },
        [nameof(RevokeKey)] = new(Tag, "Revoke a key", "At once for new tokens, and within 5 seconds for those that were got with it.")
        {
            Answers = [(204, "It is revoked.", null), NotFound, Away],
        },
    };

    private static (int, string, JsonTypeInfo?) Refused(int status, string description) => (status, description, ProblemJson.Default.Problem);
}
