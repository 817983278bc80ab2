using System.Text.Json;
using Microsoft.AspNetCore.Http;
using NoticeFunctions.Intake;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Admission.Reading;

/// <summary>Reads a body in JSON into what it says.</summary>
internal static class AdmissionBody
{
    private const int Most = 16 * 1024;

    /// <summary>What the body says, or the problem.</summary>
    /// <param name="request">The request.</param>
    /// <param name="read">Reads it; null with faults when it is wrong.</param>
    public static Task<(T? Read, ProblemResult? Problem)> ReadAsync<T>(HttpRequest request, Func<JsonElement, FaultList, T?> read)
        where T : class => JsonBody.ReadAsync(request, Most, read);
}
