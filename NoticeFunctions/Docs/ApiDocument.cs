using System.Text;
using Microsoft.OpenApi;
using NoticeFunctions.Http;

namespace NoticeFunctions.Docs;

/// <summary>The OpenAPI document, written once and kept.</summary>
internal sealed class ApiDocument
{
    private readonly Lazy<Task<byte[]>> json = new(static async () =>
    {
        OpenApiDocument document = new DocumentBuilder().Build(HttpFunctions.Find(typeof(ApiDocument).Assembly));
        return Encoding.UTF8.GetBytes(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1));
    });

    /// <summary>The document in JSON.</summary>
    public Task<byte[]> JsonAsync() => json.Value;
}
