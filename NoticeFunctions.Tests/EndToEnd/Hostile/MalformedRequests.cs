using System.Globalization;
using System.Text;
using NoticeFunctions.Http;

namespace NoticeFunctions.Tests.EndToEnd.Hostile;

/// <summary>Requests with something wrong about them, of any kind, on any route: the same ones for the same seed.</summary>
/// <param name="random">Where they come from.</param>
/// <param name="functions">The functions whose routes they go to.</param>
/// <param name="token">A good token, which many of them have: so they get far.</param>
internal sealed class MalformedRequests(Random random, IReadOnlyList<HttpFunction> functions, string token)
{
    private static readonly string[] OtherPaths =
    [
        "/", "/api", "/api/", "/admin/host/status", "/runtime/webhooks/durabletask/instances", "/runtime/webhooks/durabletask/instances/x", "/runtime/webhooks/signalr",
        "/client", "/client/negotiate", "/console", "/.well-known/x", "/api/notices/x/y/z", "*", "http://127.0.0.1/api/health", "//api/health", "/api/notices/%",
    ];

    private static readonly string[] OddMethods = ["get", "TRACE", "CONNECT", "PROPFIND", "P\u00D6ST", "G\tET", "", "GET GET", "A", new string('M', 300), "\0", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];
    private static readonly string[] OddSegments = ["..", ".", "%2e%2e%2f", "%00", "%ff%fe", "%", "%zz", "%u0041", "a%2fb", ";x=1", "~", "%E2%82%AC", "-1", "0", "999999999999999999999", "{id}", "null", "<script>", "'--"];
    private static readonly string[] OddValues = ["-1", "0", "201", "1e9", "99999999999999999999", "NaN", "", "%", "%00", "%ff", "true", "[]", "2026-13-45", "9999-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00-14:00", "AAAA", "eyJ9", "%F0%9F%92%A9", "a&limit=2"];

    private static readonly string[] OddHeaders =
    [
        "Idempotency-Key: \u00E9\u00E8", "Idempotency-Key:", "Idempotency-Key: a\r\nIdempotency-Key: b", "X-Forwarded-For: ,,,%,\u00FF", "traceparent: 00-zz-zz-zz", "tracestate: =,=,;", "Expect: 200-maybe",
        "Accept: \u00FF/\u00FF", "Accept-Encoding: ;q=9", "Range: bytes=9-1", "If-None-Match: \"", "Cookie: =;=;;", "Upgrade: websocket\r\nConnection: Upgrade", "Upgrade: h2c\r\nHTTP2-Settings: AAAA",
        "Content-Encoding: gzip", "Content-Encoding: br, br", "X-Original-URL: /admin", "X-HTTP-Method-Override: DELETE", "Origin: null", "No colon here", ": no name", "Bad\u00FFName: a", "Folded: a\r\n b",
        "x-functions-key: a", "Authorization: Basic ====", "Authorization: Basic YTpi", "Authorization: Digest x", "Authorization: Bearer t\u00F6k\u00E9n", "Authorization: Bearer", "Host: a\r\nHost: b", "Content-Type: ;;;", "Accept-Language: \u0001",
    ];

    private static readonly string[] OddTypes = ["application/json", "application/json; charset=utf-16", "application/json; charset=\"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=", "multipart/form-data; boundary=x", "application/x+json", "/", ""];

    /// <summary>One more.</summary>
    public RawRequest Next()
    {
        HttpFunction function = Pick(functions);
        string method = Rarely() ? Pick(OddMethods) : function.Method.Method;
        byte[] body = function.Method == HttpMethod.Get && !Rarely() ? [] : Body(function.Path);
        StringBuilder head = new();
        head.Append(CultureInfo.InvariantCulture, $"{method} {Target(function)} {(Seldom() ? Pick(["HTTP/1.0", "HTTQ/1.1", "HTTP", ""]) : "HTTP/1.1")}\r\n");
        head.Append(Seldom() ? Pick(["", "Host:\r\n", "Host: a b\r\n", "Host: [::1\r\n", $"Host: {new string('h', 2000)}\r\n"]) : "Host: 127.0.0.1\r\n");
        head.Append(random.Next(4) switch { 0 => "", 1 => "Authorization: Bearer nonsense\r\n", _ => $"Authorization: Bearer {token}\r\n" });
        while (random.Next(2) == 0)
        {
            head.Append(Pick(OddHeaders)).Append("\r\n");
        }

        if (Seldom())
        {
            head.Append("X-Large: ").Append('x', random.Next(40_000)).Append("\r\n");
        }

        bool breaksOff = AddBody(head, body, out byte[] sent);
        return new([.. Encoding.Latin1.GetBytes(head.ToString()), .. sent], breaksOff);
    }

    private bool AddBody(StringBuilder head, byte[] body, out byte[] sent)
    {
        head.Append("Connection: close\r\n");
        if (body.Length > 0 || Rarely())
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Type: {(Rarely() ? Pick(OddTypes) : "application/json")}\r\n");
        }

        sent = body;
        switch (random.Next(12))
        {
            case 0:
                head.Append("Transfer-Encoding: chunked\r\n\r\n");
                sent = [.. Encoding.ASCII.GetBytes($"{body.Length:x}\r\n"), .. body, .. "\r\n0\r\n\r\n"u8];
                return false;
            case 1:
                head.Append("Transfer-Encoding: chunked\r\n\r\n");
                sent = [.. Encoding.ASCII.GetBytes(Pick(["-1\r\n", "zz\r\n", "ffffffffffffffff\r\n", "5\r\nab", "\r\n", "0;x=\u0001\r\n"])), .. body];
                return true;
            case 2:
                head.Append(CultureInfo.InvariantCulture, $"Content-Length: {Pick(["-1", "x", "99999999999999999999", $"{body.Length + 10}", $"{body.Length}\r\nContent-Length: 1", $"{body.Length}\r\nTransfer-Encoding: chunked", "4294967297"])}\r\n\r\n");
                return true;
            default:
                head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n");
                return false;
        }
    }

    private string Target(HttpFunction function)
    {
        string path = Rarely()
            ? Pick(OtherPaths)
            : string.Join('/', function.Path.Split('/').Select(segment => segment.StartsWith('{') ? Id() : Seldom() ? Pick(OddSegments) : segment));
        if (Seldom())
        {
            path += new string('p', random.Next(10_000));
        }

        return random.Next(3) == 0 ? $"{path}?{string.Join('&', Enumerable.Range(0, random.Next(1, 5)).Select(_ => $"{Pick(["limit", "continuation", "status", "channel", "category", "recipient", "from", "to", "%ff", ""])}={Pick(OddValues)}"))}" : path;
    }

    private string Id() => random.Next(3) switch { 0 => Pick(OddSegments), 1 => new string('0', random.Next(1, 200)), _ => Guid.CreateVersion7(DateTimeOffset.UnixEpoch).ToString("N") };

    private byte[] Body(string path)
    {
        if (path == "/api/tokens" && !Rarely())
        {
            return Encoding.Latin1.GetBytes(Pick(["grant_type=client_credentials&client_id=%ff%fe&client_secret=%00", "grant_type", "&&&&==", "grant_type=a&grant_type=b", "%zz=%", $"grant_type=client_credentials&client_id=admin&client_secret={new string('s', random.Next(20_000))}", string.Concat(Enumerable.Repeat("a=b&", random.Next(5000)))]));
        }

        return random.Next(10) switch
        {
            0 => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(Pick(["[", "{\"a\":", "[{\"to\":"]), random.Next(1, 5000)))),
            1 => Encoding.ASCII.GetBytes($"{{ \"title\": {Pick(["1e99999999", new string('9', 5000), "-0.0e-999999", "NaN", "\"\\ud800\"", "\"\\u0000\"", "[]", "{}"])}, \"content\": \"b\", \"to\": [ {{ \"email\": \"a@example.com\" }} ] }}"),
            2 => Utf8(),
            3 => [],
            _ => Mutated(),
        };
    }

    private byte[] Utf8()
    {
        byte[] odd = Pick<byte[]>([[0xFF, 0xFE], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xEF, 0xBB, 0xBF], [0xE2, 0x82], [0]]);
        return [.. "{ \"title\": \""u8, .. odd, .. "\", \"content\": \"b\" }"u8];
    }

    // A notice as it should be, mostly with some bytes of it changed, taken away or said twice.
    private byte[] Mutated()
    {
        List<byte> body = [.. Encoding.UTF8.GetBytes("""{ "title": "a", "content": { "text": "b", "html": "<p>c</p>" }, "to": [ { "email": "ann@example.com", "phone": "+14155550100" }, { "user": "ann" } ], "channels": [ "email" ], "schedule": { "every": "PT1H", "count": 3, "until": "2099-12-31T00:00:00Z" }, "metadata": { "order": "1" } }""")];
        for (int change = random.Next(6); change > 0; change--)
        {
            int place = random.Next(body.Count);
            switch (random.Next(4))
            {
                case 0:
                    body[place] = (byte)random.Next(256);
                    break;
                case 1:
                    body.RemoveRange(place, Math.Min(random.Next(1, 30), body.Count - place));
                    body.Add((byte)'}');
                    break;
                case 2:
                    body.InsertRange(place, body.GetRange(place, Math.Min(random.Next(1, 40), body.Count - place)));
                    break;
                default:
                    body.InsertRange(place, Encoding.ASCII.GetBytes(Pick(["null", "-1", "1e400", "\"\"", "[[", "\\u", "PT99999999H", "9999999999999999999999", "\"a\":1,"])));
                    break;
            }
        }

        return [.. body];
    }

    private bool Rarely() => random.Next(8) == 0;

    private bool Seldom() => random.Next(40) == 0;

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
