using NoticeFunctions.LocalHost.Engine.History;

namespace NoticeFunctions.LocalHost.Engine;

/// <summary>What became of a request to change an instance.</summary>
/// <param name="Result">Whether it was taken.</param>
/// <param name="Status">Where the instance stood when it was asked; of an unknown one it means nothing.</param>
internal sealed record Reply(MessageResult Result, InstanceStatus Status)
{
    public static Reply Unknown { get; } = new(MessageResult.Unknown, default);
}

internal enum MessageResult
{
    Done,

    /// <summary>There is no such instance.</summary>
    Unknown,

    /// <summary>The instance has ended, and the request is for those that have not.</summary>
    Finished,

    /// <summary>The request is not for instances that stand as this one does.</summary>
    WrongStatus,
}
