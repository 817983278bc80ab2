using System.Net.Http.Json;

namespace NoticeDemo.Client;

/// <summary>A client of the platform's HTTP API: copy it, or take it as an example. It throws <see cref="NoticeApiException"/> where the platform refuses.</summary>
internal sealed class NoticeClient(HttpClient http)
{
    /// <summary>Hands a notice over. Once this returns, the platform has it and delivers it, also after a restart.</summary>
    public async Task<AcceptedNotice> PostAsync(NewNotice notice, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await http.PostAsJsonAsync("api/notices", notice, cancellation);
        return await ReadAsync<AcceptedNotice>("POST /api/notices", response, cancellation);
    }

    /// <summary>What became of a notice so far.</summary>
    public Task<Notice> GetAsync(string id, CancellationToken cancellation) => GetAsync<Notice>($"api/notices/{id}", cancellation);

    /// <summary>Every delivery of a notice, with its attempts, the newest occurrence first.</summary>
    public async Task<IReadOnlyList<Delivery>> GetDeliveriesAsync(string id, CancellationToken cancellation)
    {
        List<Delivery> deliveries = [];
        string? continuation = null;
        do
        {
            string from = continuation is null ? "" : $"&continuation={Uri.EscapeDataString(continuation)}";
            Page<Delivery> page = await GetAsync<Page<Delivery>>($"api/notices/{id}/deliveries?limit=200{from}", cancellation);
            deliveries.AddRange(page.Items);
            continuation = page.Continuation;
        }
        while (continuation is not null);

        return deliveries;
    }

    private async Task<T> GetAsync<T>(string path, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await http.GetAsync(new Uri(path, UriKind.Relative), cancellation);
        return await ReadAsync<T>($"GET /{path}", response, cancellation);
    }

    private static async Task<T> ReadAsync<T>(string request, HttpResponseMessage response, CancellationToken cancellation)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw new NoticeApiException(request, response.StatusCode, await response.Content.ReadAsStringAsync(cancellation));
        }

        return await response.Content.ReadFromJsonAsync<T>(cancellation)
            ?? throw new NoticeApiException(request, response.StatusCode, "null");
    }
}
