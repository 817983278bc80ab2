using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using NoticeFunctions.LocalHost.Hosting.Durable.Management.Json;

namespace NoticeFunctions.LocalHost.Hosting.Durable.Management;

/// <summary>
/// The answer to a start: where the new instance is managed. Unlike the payload of the worker's client it names task hub and connection, has
/// single braces around the reason, and takes the host from the request.
/// </summary>
internal sealed class CheckStatusUrls(string hub, string systemKey)
{
    /// <summary>In seconds.</summary>
    private const string RetryAfter = "10";

    public Task AnswerAsync(ManagementRequest request, string instanceId)
    {
        HttpRequest http = request.Http.Request;
        string instance = $"{http.Scheme}://{http.Host}{ManagementApi.Root}/instances/{WebUtility.UrlEncode(instanceId)}";
        string common = $"taskHub={hub}&connection={ManagementApi.Connection}&code={systemKey}";
        request.Http.Response.Headers.Location = $"{instance}?{common}";
        request.Http.Response.Headers.RetryAfter = RetryAfter;
        return request.JsonAsync(StatusCodes.Status202Accepted, json => Write(json, instanceId, instance, common));
    }

    private static void Write(Utf8JsonWriter json, string instanceId, string instance, string common)
    {
        json.WriteStartObject();
        json.WriteString("id", instanceId);
        json.WriteString("statusQueryGetUri", $"{instance}?{common}");
        json.WriteString("sendEventPostUri", $"{instance}/raiseEvent/{{eventName}}?{common}");
        json.WriteString("terminatePostUri", $"{instance}/terminate?reason={{text}}&{common}");
        json.WriteString("purgeHistoryDeleteUri", $"{instance}?{common}");
        json.WriteString("restartPostUri", $"{instance}/restart?{common}");
        json.WriteString("suspendPostUri", $"{instance}/suspend?reason={{text}}&{common}");
        json.WriteString("resumePostUri", $"{instance}/resume?reason={{text}}&{common}");
        json.WriteEndObject();
    }
}
