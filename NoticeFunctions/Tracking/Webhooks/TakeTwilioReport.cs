using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Primitives;
using NoticeFunctions.Applications;
using NoticeFunctions.Channels.Sms.Twilio;
using NoticeFunctions.Http;
using NoticeFunctions.Orchestration;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Tracking.Webhooks;

/// <summary><c>POST /api/webhooks/twilio</c>: where Twilio reports what became of a message.</summary>
internal sealed class TakeTwilioReport(TwilioAccounts accounts, ProviderEvents events, PublicUrls urls)
{
    /// <summary>Bytes of a body.</summary>
    public const int Most = 16 * 1024;

    private const int MostParameters = 100;

    /// <summary>Takes a report: 204 once it is kept; what no account of the application's has signed is 401, whatever else is wrong with it, and has no effect.</summary>
    [Function(nameof(TakeTwilioReport))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/twilio")] HttpRequest request)
    {
        (ReadOnlyMemory<byte> body, ProblemResult? problem) = await RequestBody.ReadAsync(request, Most, request.HttpContext.RequestAborted);
        if (problem is not null)
        {
            return problem;
        }

        CancellationToken cancellation = request.HttpContext.RequestAborted;
        string application = request.Query[TwilioCallbacks.ApplicationParameter].ToString();
        if (!ApplicationIds.IsWellFormed(application) || ReadForm(body) is not { } form || !await IsSignedAsync(request, application, form, cancellation))
        {
            return Refuse.Unsigned();
        }

        if (TwilioReport.Read(form, application, request.Query[TwilioCallbacks.DeliveryParameter]) is { } told)
        {
            await events.TakeAsync([told], cancellation);
        }

        return Results.NoContent();
    }

    private static Dictionary<string, StringValues>? ReadForm(ReadOnlyMemory<byte> body)
    {
        try
        {
            return new FormReader(Encoding.UTF8.GetString(body.Span)) { ValueCountLimit = MostParameters }.ReadForm();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private async Task<bool> IsSignedAsync(HttpRequest request, string application, Dictionary<string, StringValues> form, CancellationToken cancellation)
    {
        string signature = request.Headers[TwilioSignature.Header].ToString();
        string account = form.GetValueOrDefault("AccountSid").ToString();
        if (signature.Length == 0 || account.Length == 0 || !Uri.TryCreate($"{urls.Base(request)}{TwilioCallbacks.Path}{request.QueryString}", UriKind.Absolute, out Uri? address))
        {
            return false;
        }

        IReadOnlyList<string> tokens = await accounts.TokensAsync(application, account, cancellation);
        return tokens.Any(token => TwilioSignature.IsRight(token, address, form, signature));
    }
}
