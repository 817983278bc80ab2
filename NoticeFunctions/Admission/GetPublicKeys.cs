using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Admission.Answers;
using NoticeFunctions.Applications.Signing;
using NoticeFunctions.Http;

namespace NoticeFunctions.Admission;

/// <summary><c>GET /.well-known/jwks.json</c>.</summary>
internal sealed class GetPublicKeys(KeyRings rings)
{
    // Far less than the hour for which a key is published before it is used.
    private static readonly string Cached = $"public, max-age={(int)TimeSpan.FromMinutes(5).TotalSeconds}";

    /// <summary>The platform's public keys: those that its tokens are checked with, and that credentials are encrypted for. The first of each use is the one to take.</summary>
    [Function(nameof(GetPublicKeys))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = ".well-known/jwks.json")] HttpRequest request)
    {
        CancellationToken cancellation = request.HttpContext.RequestAborted;
        PublicJwks keys = new([.. (await rings.Signing.AllAsync(cancellation)).Concat(await rings.Encryption.AllAsync(cancellation)).Select(static key => key.Public)]);
        request.HttpContext.Response.Headers.CacheControl = Cached;
        return new JsonAnswer<PublicJwks>(keys, AdmissionJson.Default.PublicJwks);
    }
}
