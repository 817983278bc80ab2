using Microsoft.AspNetCore.Http;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Http;

/// <summary>Reads a body to its last byte, as it came.</summary>
internal static class RequestBody
{
    /// <summary>The bytes, or 413 where there are more than <paramref name="most"/>.</summary>
    public static async Task<(ReadOnlyMemory<byte> Body, ProblemResult? Problem)> ReadAsync(HttpRequest request, int most, CancellationToken cancellation)
    {
        if (request.ContentLength > most)
        {
            return (default, Refuse.TooLarge(most));
        }

        // What is announced need not come: large bodies get their memory as they do. One byte more than allowed tells that a body of unknown length is too long.
        byte[] buffer = new byte[Math.Min((request.ContentLength ?? 4095) + 1, 64 * 1024)];
        int read = 0;
        while (true)
        {
            int count = await request.Body.ReadAsync(buffer.AsMemory(read), cancellation);
            if (count == 0)
            {
                return (buffer.AsMemory(0, read), null);
            }

            read += count;
            if (read > most)
            {
                return (default, Refuse.TooLarge(most));
            }

            if (read == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, most + 1));
            }
        }
    }
}
