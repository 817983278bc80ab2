using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Channels.Email;
using NoticeFunctions.Http;
using NoticeFunctions.Orchestration;
using NoticeFunctions.Problems;
using NoticeFunctions.Records.Events;

namespace NoticeFunctions.Tracking.Webhooks;

/// <summary><c>POST /api/webhooks/sendgrid</c>: SendGrid's signed events.</summary>
internal sealed class TakeSendGridEvents(SendGridSignature signature, ProviderEvents events)
{
    /// <summary>Bytes of a body.</summary>
    public const int Most = 5 * 1024 * 1024;

    /// <summary>Takes events: 204 once they are kept; what is not signed, or not by SendGrid, or not within these minutes, is 401 and has no effect.</summary>
    [Function(nameof(TakeSendGridEvents))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/sendgrid")] HttpRequest request)
    {
        (ReadOnlyMemory<byte> body, ProblemResult? problem) = await RequestBody.ReadAsync(request, Most, request.HttpContext.RequestAborted);
        if (problem is not null)
        {
            return problem;
        }

        if (!signature.IsRight(request.Headers[SendGridSignature.Header], request.Headers[SendGridSignature.TimestampHeader], body.Span))
        {
            return Refuse.Unsigned();
        }

        if (Read(body) is not { } told)
        {
            return Refuse.Invalid("", "must be an array of events", example: null);
        }

        await events.TakeAsync(told, request.HttpContext.RequestAborted);
        return Results.NoContent();
    }

    private static IReadOnlyList<ProviderEvent>? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return SendGridEvents.Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
