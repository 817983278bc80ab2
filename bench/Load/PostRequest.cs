using System.Globalization;
using System.Text;

namespace Notice.Bench.Load;

/// <summary>Writes the HTTP request of one notice after another: one recipient, 300 bytes of content.</summary>
internal sealed class PostRequest(LoadPlan plan)
{
    private const int ContentLength = 300;

    private readonly byte[] buffer = new byte[8192];
    private readonly string authorization = plan.Token is null ? "" : $"Authorization: Bearer {plan.Token}\r\n";

    /// <summary>The request's bytes, valid until the next call.</summary>
    public ReadOnlyMemory<byte> Write(int number)
    {
        long now = Clock.UnixMicroseconds();
        long due = plan.Due > 0 ? plan.Due : now + (plan.Ahead * 1000L);
        string text = string.Create(CultureInfo.InvariantCulture, $"due={due};seq={plan.FirstNumber + number};");
        string schedule = plan.Due > 0 || plan.Ahead > 0
            ? $",\"schedule\":{{\"at\":\"{Clock.FromUnixMicroseconds(due).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)}\"}}"
            : "";
        string body = $"{{\"title\":\"Order shipped\",\"content\":\"{text.PadRight(ContentLength, 'x')}\",\"to\":[{{\"email\":\"ann@example.com\"}}]{schedule}}}";
        string path = plan.Path.Replace("{delay}", Math.Max(0, (due - now) / 1000).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        int length = Encoding.ASCII.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"POST {path} HTTP/1.1\r\nHost: {plan.Address}\r\n{authorization}Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"), buffer);
        return buffer.AsMemory(0, length);
    }
}
