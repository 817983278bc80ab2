using System.Security.Cryptography;
using System.Text;
using NoticeFunctions.LocalHost.Hosting.SignalR;

namespace NoticeFunctions.Tests.LocalHost.Contract.Drives;

/// <summary>SignalR's bindings, and the events that the service posts.</summary>
internal static class SignalRDrives
{
    private const string Secret = "an access key of thirty-two bytes or more";

    /// <summary>The key that stands for the recorded service's.</summary>
    public static HubAccessKey AccessKey { get; } = new(Secret);

    /// <summary>What the service would sign a connection's events with, computed here by itself.</summary>
    public static string Signature(string connectionId) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(connectionId)));

    public static Task SignalRAsync(ProbeDrive drive) => drive.CasesAsync(RecordedCase.Of("signalr").Select(recorded => recorded.Name));
}
