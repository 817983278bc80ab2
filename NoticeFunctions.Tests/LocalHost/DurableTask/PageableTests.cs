using Microsoft.DurableTask;

namespace NoticeFunctions.Tests.LocalHost.DurableTask;

public sealed class PageableTests
{
    [Fact]
    public async Task All_pages_are_enumerated_in_order()
    {
        List<string?> tokens = [];
        AsyncPageable<int> list = Pageable.Create((token, _) => Task.FromResult(Fetch(token, tokens)));

        (await list.ToListAsync()).Should().Equal(0, 1, 10, 11, 20, 21);
        tokens.Should().Equal(null, "1", "2");
    }

    [Fact]
    public async Task A_page_is_fetched_only_when_it_is_needed()
    {
        List<string?> tokens = [];
        AsyncPageable<int> list = Pageable.Create((token, _) => Task.FromResult(Fetch(token, tokens)));

        (await list.Take(2).ToListAsync()).Should().Equal(0, 1);
        tokens.Should().Equal([null]);
    }

    [Fact]
    public async Task Reading_goes_on_where_a_token_says_with_the_size_wished_for()
    {
        List<int?> sizes = [];
        AsyncPageable<int> list = Pageable.Create<int>((token, size, _) =>
        {
            sizes.Add(size);
            return Task.FromResult(Fetch(token, []));
        });

        List<Page<int>> pages = await list.AsPages("1", 2).ToListAsync();

        pages.SelectMany(page => page.Values).Should().Equal(10, 11, 20, 21);
        sizes.Should().Equal(2, 2);
    }

    [Fact]
    public async Task Whoever_stops_enumerating_stops_the_fetching()
    {
        using CancellationTokenSource end = new();
        await end.CancelAsync();
        AsyncPageable<int> list = Pageable.Create((token, cancellation) =>
        {
            cancellation.ThrowIfCancellationRequested();
            return Task.FromResult(Fetch(token, []));
        });

        Func<Task> read = async () => await list.ToListAsync(end.Token);

        await read.Should().ThrowAsync<OperationCanceledException>();
    }

    private static Page<int> Fetch(string? token, List<string?> tokens)
    {
        tokens.Add(token);
        int page = token is null ? 0 : int.Parse(token);
        return new([page * 10, (page * 10) + 1], page < 2 ? $"{page + 1}" : null);
    }
}
