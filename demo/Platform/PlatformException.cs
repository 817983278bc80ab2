namespace NoticeDemo.Platform;

/// <summary>There is no platform to talk to; the message tells a person why.</summary>
internal sealed class PlatformException(string message) : Exception(message);
