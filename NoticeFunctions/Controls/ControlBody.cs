using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using NoticeFunctions.Applications;
using NoticeFunctions.Intake;
using NoticeFunctions.Intake.Validation;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Controls;

/// <summary>Reads what comes with a control: an optional JSON body with a reason, and for a new schedule that schedule.</summary>
internal static class ControlBody
{
    /// <summary>Bytes of a body.</summary>
    public const int Most = 16 * 1024;

    /// <summary>Characters of a reason.</summary>
    public const int ReasonCharacters = 500;

    private const string Reason = "reason";
    private const string Schedule = "schedule";
    private const string Recipient = "recipient";

    /// <summary>The control, or the problem.</summary>
    public static async Task<(ControlRequest? Control, ProblemResult? Problem)> ReadAsync(HttpRequest request, ControlKind kind, DateTimeOffset now)
    {
        ReadOnlyMemory<byte> body = "{}"u8.ToArray();
        if (request.ContentType is not null || request.ContentLength is > 0)
        {
            (body, ProblemResult? problem) = await JsonBody.ReadAsync(request, Most, request.HttpContext.RequestAborted);
            if (problem is not null)
            {
                return (null, problem);
            }
        }

        FaultList faults = new();
        string? key = IdempotencyKey.Read(request, faults);
        using JsonDocument? document = JsonBody.Parse(body.Length == 0 ? "{}"u8.ToArray() : body, faults);
        ControlRequest? control = document is null ? null : Read(document.RootElement, kind, request.HttpContext.GetCaller(), now, key, faults);
        return faults.Any ? (null, Refuse.Invalid(faults.Items)) : (control, null);
    }

    private static ControlRequest? Read(JsonElement root, ControlKind kind, Caller caller, DateTimeOffset now, string? key, FaultList faults)
    {
        bool plans = kind == ControlKind.Reschedule;
        JsonObject example = plans ? new() { [Schedule] = new JsonObject { ["delay"] = "PT1H" }, [Reason] = "The shop opens later." } : new() { [Reason] = "The order was cancelled." };
        if (ObjectReader.Open(root, "", faults, plans ? [Schedule, Reason] : kind == ControlKind.Acknowledge ? [Recipient, Reason] : [Reason], example) is not { } members)
        {
            return null;
        }

        string? reason = members.Text(
            Reason, text => Characters.IsLine(text, ReasonCharacters), $"must have 1 to {ReasonCharacters} characters, no control characters, and not be blank", "The order was cancelled.");
        NoticeSchedule? schedule = null;
        if (plans)
        {
            schedule = new ScheduleReader(members, faults, now, caller.May(Scopes.NoticesEndless)).Read();
            if (!members.Has(Schedule))
            {
                members.Fault(Schedule, "is required", example[Schedule]!.DeepClone());
            }
        }

        return new ControlRequest(kind, caller.Application, reason, schedule, ReadRecipient(members), key is null ? null : Fingerprint(kind, key));
    }

    private static int? ReadRecipient(ObjectReader members)
    {
        if (members.Value(Recipient) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int position) && position is >= 0 and < NoticeLimits.Recipients)
        {
            return position;
        }

        members.Fault(Recipient, $"must be a recipient's position in to, from 0 to {NoticeLimits.Recipients - 1}", 0);
        return null;
    }

    private static string Fingerprint(ControlKind kind, string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind} {key}")).AsSpan(0, 8));
}
