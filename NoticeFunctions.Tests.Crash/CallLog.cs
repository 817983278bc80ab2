using System.Text;

namespace NoticeFunctions.Tests.Crash;

/// <summary>A log that loses nothing when its process is killed: each line is handed to the system at once.</summary>
internal sealed class CallLog(string path, string begun, string recorded) : IDisposable
{
    private readonly Lock gate = new();
    private readonly FileStream file = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    public void Begun(IEnumerable<string> deliveries) => Write(begun, deliveries);

    public void Recorded(IEnumerable<string> deliveries) => Write(recorded, deliveries);

    public void Dispose() => file.Dispose();

    private void Write(string mark, IEnumerable<string> deliveries)
    {
        byte[] lines = Encoding.ASCII.GetBytes(string.Concat(deliveries.Select(delivery => $"{mark}{delivery}\n")));
        lock (gate)
        {
            file.Write(lines);
        }
    }
}
