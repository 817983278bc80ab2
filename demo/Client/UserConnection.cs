using System.Collections.Concurrent;
using System.Net.Http.Json;
using Microsoft.AspNetCore.SignalR.Client;

namespace NoticeDemo.Client;

/// <summary>A user's connection to the platform, as a page or an app would hold it: its application negotiates, the user's client connects.</summary>
internal sealed class UserConnection : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<PushedNotice>> pushed = new(StringComparer.Ordinal);
    private readonly HubConnection connection;

    private UserConnection(HubConnection connection)
    {
        this.connection = connection;
        connection.On<PushedNotice>("notice", notice => Of(notice.NoticeId).TrySetResult(notice));
    }

    /// <summary>Connects.</summary>
    /// <param name="http">Speaks to the platform with the application's token.</param>
    /// <param name="application">The application.</param>
    /// <param name="user">Its user.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<UserConnection> OpenAsync(HttpClient http, string application, string user, CancellationToken cancellation)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri("api/negotiate", UriKind.Relative)) { Headers = { { "x-notice-user", $"{application}:{user}" } } };
        using HttpResponseMessage response = await http.SendAsync(request, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            throw new NoticeApiException("POST /api/negotiate", response.StatusCode, await response.Content.ReadAsStringAsync(cancellation));
        }

        Negotiated answer = (await response.Content.ReadFromJsonAsync<Negotiated>(cancellation))!;
        UserConnection opened = new(new HubConnectionBuilder().WithUrl(answer.Url, options => options.AccessTokenProvider = () => Task.FromResult<string?>(answer.AccessToken)).Build());
        await opened.connection.StartAsync(cancellation);
        return opened;
    }

    /// <summary>The notice as it was pushed; null when it was not within <paramref name="patience"/>.</summary>
    public async Task<PushedNotice?> ReceiveAsync(string noticeId, TimeSpan patience, CancellationToken cancellation)
    {
        try
        {
            return await Of(noticeId).Task.WaitAsync(patience, TimeProvider.System, cancellation);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private TaskCompletionSource<PushedNotice> Of(string noticeId) => pushed.GetOrAdd(noticeId, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private sealed record Negotiated(Uri Url, string AccessToken);
}

/// <summary>A notice as a user's client gets it.</summary>
/// <param name="NoticeId">The notice.</param>
/// <param name="Title">Its title.</param>
/// <param name="Content">Its text.</param>
internal sealed record PushedNotice(string NoticeId, string Title, string Content);
