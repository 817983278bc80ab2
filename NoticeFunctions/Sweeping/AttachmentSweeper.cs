using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Records.Attachments;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Sweeping;

/// <summary>Removes attachments whose notice's record is gone: its retention is over, or its request was never accepted.</summary>
internal sealed class AttachmentSweeper(IAttachmentStore attachments, INoticeStore notices, TimeProvider time, ILogger<AttachmentSweeper> logger)
{
    // One run's share, so that it ends; an hour later there is another.
    private const int MostPages = 50;

    // A notice's attachments are kept before the notice is.
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    /// <summary>Once an hour.</summary>
    [Function(nameof(AttachmentSweeper))]
    public async Task RunAsync([TimerTrigger("0 41 * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellation)
    {
        try
        {
            int removed = 0;
            string? continuation = null;
            for (int page = 0; page < MostPages; page++)
            {
                Page<string> names = await attachments.ListAsync(time.GetUtcNow() - Grace, continuation, cancellation);
                removed += await RemoveAsync(names.Items, cancellation);
                if ((continuation = names.Continuation) is null)
                {
                    break;
                }
            }

            if (removed > 0)
            {
                logger.AttachmentsRemoved(removed);
            }
        }
        catch (RecordsUnavailableException e)
        {
            logger.RunLeftOut(nameof(AttachmentSweeper), e);
        }
    }

    private async Task<int> RemoveAsync(IReadOnlyList<string> names, CancellationToken cancellation)
    {
        int removed = 0;
        foreach (IGrouping<NoticeKey, string>[] some in names.Where(IsNotices).GroupBy(KeyOf).Chunk(100))
        {
            NoticeRecord?[] records = await Task.WhenAll(some.Select(one => notices.GetAsync(one.Key, cancellation)));
            string[] left = [.. some.Zip(records).Where(pair => pair.Second is null).SelectMany(pair => pair.First)];
            await Task.WhenAll(left.Select(name => attachments.DeleteAsync(name, cancellation)));
            removed += left.Length;
        }

        return removed;
    }

    private static bool IsNotices(string name) => name.Split('/') is [_, { } id, _] && NoticeIds.IsWellFormed(id);

    private static NoticeKey KeyOf(string name)
    {
        string[] parts = name.Split('/');
        return new NoticeKey(parts[0], parts[1]);
    }
}
