using System.Text;
using Microsoft.AspNetCore.Http;
using NoticeFunctions.LocalHost.Engine;
using NoticeFunctions.LocalHost.Engine.Instances;
using NoticeFunctions.LocalHost.Hosting.Durable.Management.Json;

namespace NoticeFunctions.LocalHost.Hosting.Durable.Management;

/// <summary>GET instances: a page of instances by id, and a token for the next one in a header. Inputs are always shown, histories never.</summary>
internal sealed class ListInstances(DurableEngine engine)
{
    private const string Token = "x-ms-continuation-token";
    private const int DefaultTop = 100;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public async Task AnswerAsync(ManagementRequest request)
    {
        InstanceFilter filter = InstanceFilter.Read(request);
        int top = request.Whole("top") ?? DefaultTop;
        if (top < 0)
        {
            throw new StorageRefusal();
        }

        string? token = request.Http.Request.Headers[Token];
        string? from = string.IsNullOrEmpty(token) ? null : Decode(token);
        List<InstanceSnapshot> page = [];
        if (from is not null || string.IsNullOrEmpty(token))
        {
            string? prefix = request.Text("instanceIdPrefix");
            await foreach (InstanceSnapshot instance in engine.ListAsync(prefix, from, filter.Accepts, withPayloads: true, request.Aborted))
            {
                if (page.Count == top)
                {
                    request.Http.Response.Headers[Token] = Convert.ToBase64String(Encoding.UTF8.GetBytes(instance.Id));
                    break;
                }

                page.Add(instance);
            }
        }

        await request.JsonAsync(StatusCodes.Status200OK, json =>
        {
            json.WriteStartArray();
            page.ForEach(instance => InstanceJson.Write(json, instance, showInput: true));
            json.WriteEndArray();
        });
    }

    /// <summary>The id with which the page begins; null for a token that is none: such a page is empty.</summary>
    private static string? Decode(string token)
    {
        try
        {
            return Strict.GetString(Convert.FromBase64String(token));
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            return null;
        }
    }
}
