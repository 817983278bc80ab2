using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace NoticeFunctions.Tests.Support;

/// <summary>Takes metrics as any collector does: OTLP over HTTP (https://opentelemetry.io/docs/specs/otlp), protobuf. It keeps what whole-numbered gauges said last.</summary>
internal sealed class MetricCollector : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, long> gauges = new();

    private MetricCollector(WebApplication app) => this.app = app;

    /// <summary>The variables that send a platform's metrics here, twice a second.</summary>
    public (string Name, string Value)[] Settings =>
        [("OTEL_EXPORTER_OTLP_ENDPOINT", app.Urls.Single()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_METRIC_EXPORT_INTERVAL", "500")];

    public static async Task<MetricCollector> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        MetricCollector collector = new(builder.Build());
        collector.app.MapPost("/v1/{signal}", collector.TakeAsync);
        await collector.app.StartAsync();
        return collector;
    }

    /// <summary>The sum of a gauge over all its attributes, as it was told last; null: never.</summary>
    public long? Gauge(string name) => gauges.TryGetValue(name, out long sum) ? sum : null;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpContext http, string signal)
    {
        using MemoryStream body = new();
        await http.Request.Body.CopyToAsync(body);
        if (signal == "metrics")
        {
            Take(body.ToArray());
        }

        return Results.Bytes(Array.Empty<byte>(), "application/x-protobuf");
    }

    // ExportMetricsServiceRequest: resource_metrics 1, scope_metrics 2, metrics 2: name 1, gauge 5, data_points 1: as_int 6.
    private void Take(byte[] request)
    {
        foreach (ReadOnlyMemory<byte> metric in Fields(request, 1).SelectMany(resource => Fields(resource, 2)).SelectMany(scope => Fields(scope, 2)))
        {
            ReadOnlyMemory<byte>[] points = [.. Fields(metric, 5).SelectMany(gauge => Fields(gauge, 1))];
            if (points.Length > 0)
            {
                gauges[Encoding.UTF8.GetString(Fields(metric, 1).Single().Span)] = points.SelectMany(point => Fields(point, 6)).Sum(number => BinaryPrimitives.ReadInt64LittleEndian(number.Span));
            }
        }
    }

    /// <summary>The fields of a message that have a number, of those that have a length or eight bytes (https://protobuf.dev/programming-guides/encoding).</summary>
    private static List<ReadOnlyMemory<byte>> Fields(ReadOnlyMemory<byte> message, int number)
    {
        List<ReadOnlyMemory<byte>> found = [];
        while (message.Length > 0)
        {
            ulong tag = Varint(ref message);
            int length = (tag & 7) switch
            {
                0 => VarintLength(message),
                1 => 8,
                2 => (int)Varint(ref message),
                5 => 4,
                ulong type => throw new InvalidDataException($"wire type {type}"),
            };
            if (tag >> 3 == (ulong)number)
            {
                found.Add(message[..length]);
            }

            message = message[length..];
        }

        return found;
    }

    private static ulong Varint(ref ReadOnlyMemory<byte> message)
    {
        int length = VarintLength(message);
        ulong value = 0;
        for (int i = length - 1; i >= 0; i--)
        {
            value = (value << 7) | (uint)(message.Span[i] & 0x7F);
        }

        message = message[length..];
        return value;
    }

    private static int VarintLength(ReadOnlyMemory<byte> message) => message.Span.IndexOfAnyInRange((byte)0, (byte)0x7F) + 1;
}
