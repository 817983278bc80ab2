using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Notice.Bench.Stub;

/// <summary>
/// The mail provider that every system calls: takes SendGrid's v3 mail send, answers 202, and keeps what it saw. A notice's text holds
/// "due=UNIX_MICROSECONDS;seq=NUMBER;". SMS as Twilio takes them are counted. GET /stats tells, POST /reset?expected=N starts anew.
/// </summary>
internal static class MailStub
{
    public static async Task RunAsync(int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}");
        await using WebApplication app = builder.Build();
        Arrivals arrivals = new(0);
        app.Run(async context =>
        {
            switch (context.Request.Path.Value)
            {
                case "/v3/mail/send":
                    long now = Clock.UnixMicroseconds();
                    PipeReader reader = context.Request.BodyReader;
                    ReadResult body = await reader.ReadAsync(context.RequestAborted);
                    while (!body.IsCompleted)
                    {
                        reader.AdvanceTo(body.Buffer.Start, body.Buffer.End);
                        body = await reader.ReadAsync(context.RequestAborted);
                    }

                    arrivals.Add(Number(body.Buffer, "due="u8), Number(body.Buffer, "seq="u8), now);
                    reader.AdvanceTo(body.Buffer.End);
                    context.Response.StatusCode = StatusCodes.Status202Accepted;
                    context.Response.Headers["X-Message-Id"] = "stub";
                    break;
                case "/reset":
                    arrivals = new Arrivals(int.Parse(context.Request.Query["expected"]!, System.Globalization.CultureInfo.InvariantCulture));
                    break;
                case "/stats":
                    await context.Response.WriteAsJsonAsync(arrivals.Summary(), BenchJson.Default.ArrivalSummary);
                    break;
                default:
                    await TakeTextAsync(context, arrivals);
                    break;
            }
        });
        await app.StartAsync();
        Console.WriteLine("ready");
        await ((IHost)app).WaitForShutdownAsync();
    }

    private static async Task TakeTextAsync(HttpContext context, Arrivals arrivals)
    {
        if (context.Request.Path.Value?.EndsWith("/Messages.json", StringComparison.Ordinal) != true)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        arrivals.AddText(Clock.UnixMicroseconds());
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("""{ "sid": "SM00000000000000000000000000000000", "status": "queued" }""");
    }

    private static long Number(in ReadOnlySequence<byte> body, ReadOnlySpan<byte> name)
    {
        SequenceReader<byte> reader = new(body);
        return reader.TryReadTo(out ReadOnlySequence<byte> _, name) && reader.TryReadTo(out ReadOnlySequence<byte> digits, (byte)';')
            && Utf8Parser.TryParse(digits.ToArray(), out long value, out _)
            ? value
            : -1;
    }
}
