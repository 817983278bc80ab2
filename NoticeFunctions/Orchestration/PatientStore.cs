using Microsoft.Extensions.Logging;
using NoticeFunctions.Records;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Orchestration;

/// <summary>Writes outcomes with patience: while a message is out and its outcome is not recorded, giving up means that it goes out twice.</summary>
internal sealed class PatientStore(TimeProvider time, ILogger<PatientStore> logger)
{
    private const int Tries = 8;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Repeats a write while the store is away, for about 13 seconds; then the exception goes on, and the engine runs the activity again.</summary>
    public async Task WriteAsync(string noticeId, Func<Task> write)
    {
        for (int tried = 1; ; tried++)
        {
            try
            {
                await write();
                return;
            }
            catch (RecordsUnavailableException e) when (tried < Tries)
            {
                logger.NotRecorded(noticeId, tried + 1, e);
                await Task.Delay(FirstPause * Math.Pow(2, tried - 1), time);
            }
        }
    }
}
