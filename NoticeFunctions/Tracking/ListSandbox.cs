using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using NoticeFunctions.Applications;
using NoticeFunctions.Channels.Sandbox;
using NoticeFunctions.Http;
using NoticeFunctions.Problems;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tracking;

/// <summary><c>GET /api/sandbox</c>.</summary>
internal sealed class ListSandbox(ISandbox sandbox, IOptions<SandboxOptions> options)
{
    /// <summary>What channels without a provider have taken, newest first.</summary>
    [Function(nameof(ListSandbox))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/sandbox")] HttpRequest request)
    {
        if (!options.Value.Enabled)
        {
            return Refuse.NotFound("This platform has no sandbox (Sandbox:Enabled).");
        }

        ListQuery query = new(request.Query);
        int limit = query.Limit;
        if (query.Faults.Any)
        {
            return Refuse.Invalid(query.Faults.Items);
        }

        try
        {
            Page<SandboxItem> page = await sandbox.ListAsync(request.HttpContext.GetCaller().Application, limit, query.Continuation, request.HttpContext.RequestAborted);
            return new JsonAnswer<ListAnswer<SandboxAnswer>>(new([.. page.Items.Select(SandboxAnswer.Of)], page.Continuation), AnswerJson.Default.ListAnswerSandboxAnswer);
        }
        catch (InvalidContinuationException e)
        {
            return Refuse.Invalid("?continuation", e.Message, example: null);
        }
    }
}
