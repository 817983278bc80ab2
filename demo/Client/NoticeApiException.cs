using System.Net;

namespace NoticeDemo.Client;

/// <summary>The platform answered with a problem (RFC 9457); the message holds all that it said.</summary>
internal sealed class NoticeApiException(string request, HttpStatusCode status, string body)
    : Exception($"{request} was answered {(int)status}: {body}")
{
    /// <summary>The answer's status code.</summary>
    public HttpStatusCode Status { get; } = status;
}
