using System.Globalization;
using System.Text;

namespace Notice.Bench.Load;

/// <summary>Writes the HTTP request of one notice after another.</summary>
internal sealed class PostRequest(LoadPlan plan)
{
    private readonly byte[] buffer = new byte[8192];
    private readonly string authorization = plan.Token is null ? "" : $"Authorization: Bearer {plan.Token}\r\n";

    /// <summary>The request's bytes, valid until the next call.</summary>
    /// <param name="number">The notice's number.</param>
    /// <param name="planned">When it should have been posted, in microseconds since 1970: what is late by then is late.</param>
    public ReadOnlyMemory<byte> Write(int number, long planned)
    {
        long now = Clock.UnixMicroseconds();
        (string body, long due) = NoticeBody.Write(plan, number, planned);
        string path = plan.Path.Replace("{delay}", Math.Max(0, (due - now) / 1000).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        int length = Encoding.ASCII.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"POST {path} HTTP/1.1\r\nHost: {plan.Address}\r\n{authorization}Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"), buffer);
        return buffer.AsMemory(0, length);
    }
}
