using Microsoft.AspNetCore.Http;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Tracking.Webhooks;

/// <summary>Reads a body to its last byte, as it came: what is signed is that, and not what it means.</summary>
internal static class RawBody
{
    /// <summary>The bytes, or 413.</summary>
    public static async Task<(byte[]? Body, ProblemResult? Problem)> ReadAsync(HttpRequest request, int most)
    {
        if (request.ContentLength > most)
        {
            return (null, Refuse.TooLarge(most));
        }

        using MemoryStream read = new();
        byte[] buffer = new byte[16 * 1024];
        for (int count = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted); count > 0; count = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted))
        {
            if (read.Length + count > most)
            {
                return (null, Refuse.TooLarge(most));
            }

            read.Write(buffer, 0, count);
        }

        return (read.ToArray(), null);
    }
}
