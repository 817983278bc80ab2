using System.Net;

namespace NoticeFunctions.Channels.Calls;

/// <summary>
/// The body of a request that hands a message over, which remembers whether it has begun to go over the line: before, the provider can't have the message, however the call ends; from then on,
/// only its answer tells. A request without a body gets an empty one: what has no body is sent again over another connection by .NET itself where the first one breaks.
/// </summary>
internal sealed class HandedContent : HttpContent
{
    private readonly HttpContent inner;

    /// <summary>Wraps a body, whose length has to be known.</summary>
    /// <param name="content">The body, which it owns.</param>
    public HandedContent(HttpContent? content)
    {
        inner = content ?? new ByteArrayContent([]);
        Headers.ContentType = inner.Headers.ContentType;
    }

    /// <summary>Whether it has begun to go over the line.</summary>
    public bool HasBegun { get; private set; }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        HasBegun = true;
        return inner.CopyToAsync(stream, context, cancellationToken);
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = inner.Headers.ContentLength ?? 0;
        return inner.Headers.ContentLength is not null;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
