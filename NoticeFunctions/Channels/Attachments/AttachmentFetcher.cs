using System.Net;
using System.Net.Sockets;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels.Attachments;

/// <summary>What has kept an attachment from being fetched; the text is for those who look at the delivery.</summary>
/// <param name="message">Without the URL: it may hold what is secret.</param>
/// <param name="cause">What happened.</param>
/// <param name="isFinal">Whether another try is of no use.</param>
internal sealed class AttachmentException(string message, Exception? cause = null, bool isFinal = false) : Exception(message, cause)
{
    /// <summary>Whether another try is of no use.</summary>
    public bool IsFinal { get; } = isFinal;
}

/// <summary>Fetches attachments, with limits: of size, of time, and of where a name or a redirect may lead.</summary>
internal sealed class AttachmentFetcher(IHttpClientFactory clients, TimeProvider time)
{
    /// <summary>The name of the HTTP client.</summary>
    public const string HttpClientName = "Attachments";

    /// <summary>How long one may take, its body included.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const string AnyType = "application/octet-stream";

    /// <summary>The connections of that client: only to addresses that are open, looked at after the name was resolved, for it may lead elsewhere a moment later.</summary>
    public static SocketsHttpHandler Handler(AttachmentAddresses addresses) => new()
    {
        // It never follows from https to http, nor to anything else than the two.
        AllowAutoRedirect = true,
        MaxAutomaticRedirections = 3,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        ConnectCallback = async (context, cancellation) =>
        {
            IPAddress[] all = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation);
            IPAddress[] open = [.. all.Where(addresses.IsOpen)];
            if (open.Length == 0)
            {
                throw new AttachmentException("An attachment's URL does not lead to a public address.", isFinal: true);
            }

            Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(open, context.DnsEndPoint.Port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    /// <summary>Fetches one.</summary>
    /// <param name="attachment">One with a URL.</param>
    /// <param name="most">The most bytes that it may have.</param>
    /// <param name="cancellation">The caller's patience.</param>
    /// <exception cref="AttachmentException">It can't be had, now or ever.</exception>
    public async Task<AttachedFile> FetchAsync(NoticeAttachment attachment, int most, CancellationToken cancellation)
    {
        using CancellationTokenSource patience = new(Patience, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            using HttpClient client = clients.CreateClient(HttpClientName);
            using HttpResponseMessage answer = await client.GetAsync(new Uri(attachment.Url!), HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (!answer.IsSuccessStatusCode)
            {
                throw new AttachmentException(string.Create(null, $"The server of attachment {attachment.Name} answered {(int)answer.StatusCode}."));
            }

            string type = answer.Content.Headers.ContentType?.MediaType ?? AnyType;
            return new AttachedFile(attachment.Name, IsPart(type) ? type : AnyType, await ReadAsync(answer.Content, attachment.Name, most, either.Token));
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new AttachmentException($"The server of attachment {attachment.Name} did not answer in time.", e);
        }
        catch (HttpRequestException e) when (e.InnerException is AttachmentException { IsFinal: true } known)
        {
            throw new AttachmentException(known.Message, e, isFinal: true);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UriFormatException or NotSupportedException)
        {
            throw new AttachmentException($"The server of attachment {attachment.Name} could not be reached, or broke off.", e);
        }
    }

    /// <summary>Whether a media type can be that of a part with a content of its own.</summary>
    public static bool IsPart(string type) =>
        !type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) && !type.StartsWith("message/", StringComparison.OrdinalIgnoreCase);

    private static async Task<byte[]> ReadAsync(HttpContent content, string name, int most, CancellationToken cancellation)
    {
        // A server may say nothing of the size, or something else than it sends.
        using Stream body = await content.ReadAsStreamAsync(cancellation);
        using MemoryStream read = new();
        byte[] buffer = new byte[64 * 1024];
        for (int count = await body.ReadAsync(buffer, cancellation); count > 0; count = await body.ReadAsync(buffer, cancellation))
        {
            if (read.Length + count > most)
            {
                throw new AttachmentException($"Attachment {name} makes the notice's attachments larger than they may be.", isFinal: true);
            }

            read.Write(buffer, 0, count);
        }

        return read.ToArray();
    }
}
