using NoticeFunctions.Records;
using NoticeFunctions.Records.Attachments;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.Records.Attachments;

public sealed class BlobAttachmentStoreTests(AzuriteServer azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly string folder = $"orders/{Guid.NewGuid():N}";

    [Fact]
    public async Task What_is_kept_first_stays_and_is_read_back_with_its_type_and_can_be_removed()
    {
        BlobAttachmentStore store = BlobAttachmentStore.Open(await azurite.ConnectionStringAsync());
        string name = $"{folder}/a";
        (await store.GetAsync(name, None)).Should().BeNull();
        await store.KeepAsync(name, new StoredContent("application/pdf", [1, 2, 3]), None);
        await store.KeepAsync(name, new StoredContent("text/plain", [9]), None);

        (await store.GetAsync(name, None)).Should().BeEquivalentTo(new StoredContent("application/pdf", [1, 2, 3]));
        await store.DeleteAsync(name, None);
        await store.DeleteAsync(name, None);
        (await store.GetAsync(name, None)).Should().BeNull();
    }

    [Fact]
    public async Task Names_are_listed_but_those_of_the_last_moments()
    {
        BlobAttachmentStore store = BlobAttachmentStore.Open(await azurite.ConnectionStringAsync());
        await store.KeepAsync($"{folder}/b", new StoredContent("text/plain", [1]), None);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();

        (await AllAsync(store, now.AddMinutes(1))).Should().Contain($"{folder}/b");
        (await AllAsync(store, now.AddHours(-1))).Should().NotContain($"{folder}/b");
    }

    [Fact]
    public async Task An_account_that_does_not_answer_is_told_in_the_records_own_words()
    {
        // Nobody listens on port 1.
        string away = string.Join(';', (await azurite.ConnectionStringAsync()).Split(';').Select(part => part.StartsWith("BlobEndpoint=", StringComparison.Ordinal) ? "BlobEndpoint=http://127.0.0.1:1/devstoreaccount1" : part));
        Func<Task> keep = () => BlobAttachmentStore.Open(away).KeepAsync("orders/a/b", new StoredContent("text/plain", [1]), None);

        await keep.Should().ThrowAsync<RecordsUnavailableException>();
    }

    private static async Task<IReadOnlyList<string>> AllAsync(BlobAttachmentStore store, DateTimeOffset before)
    {
        List<string> all = [];
        string? continuation = null;
        do
        {
            Page<string> page = await store.ListAsync(before, continuation, None);
            all.AddRange(page.Items);
            continuation = page.Continuation;
        }
        while (continuation is not null);

        return all;
    }
}
