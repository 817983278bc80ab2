using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Notice.Bench.Floor;

/// <summary>The least that the stack can do: a notice in over HTTP, an e-mail out over HTTP, nothing kept.</summary>
internal static class FloorHost
{
    public static async Task RunAsync(int port, string mailUrl)
    {
        using SocketsHttpHandler handler = new() { MaxConnectionsPerServer = 64 };
        using HttpClient mail = new(handler) { BaseAddress = new Uri(mailUrl) };
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}");
        await using WebApplication app = builder.Build();
        app.Run(async context =>
        {
            FloorNotice notice = (await JsonSerializer.DeserializeAsync(context.Request.Body, BenchJson.Default.FloorNotice, context.RequestAborted))!;
            byte[] mailBody = JsonSerializer.SerializeToUtf8Bytes(
                new FloorMail([new([.. notice.To])], new("notice@example.com"), notice.Title, [new("text/plain", notice.Content)]), BenchJson.Default.FloorMail);
            using ByteArrayContent content = new(mailBody);
            content.Headers.ContentType = new("application/json");
            using HttpResponseMessage answer = await mail.PostAsync(new Uri("v3/mail/send", UriKind.Relative), content, context.RequestAborted);
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            await context.Response.WriteAsJsonAsync(new FloorAnswer("0", "completed"), BenchJson.Default.FloorAnswer);
        });
        await app.StartAsync();
        Console.WriteLine("ready");
        await ((IHost)app).WaitForShutdownAsync();
    }
}

internal sealed record FloorNotice(string Title, string Content, FloorAddress[] To);

internal sealed record FloorAddress(string Email);

internal sealed record FloorAnswer(string Id, string Status);

internal sealed record FloorMail(FloorPersonalization[] Personalizations, FloorAddress From, string Subject, FloorPart[] Content);

internal sealed record FloorPersonalization(FloorAddress[] To);

internal sealed record FloorPart(string Type, string Value);
