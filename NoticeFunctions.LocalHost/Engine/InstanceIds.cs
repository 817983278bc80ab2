namespace NoticeFunctions.LocalHost.Engine;

/// <summary>Which instance ids a client may use: the real host's rules.</summary>
internal static class InstanceIds
{
    /// <summary>The real backend's limit for a key, in characters.</summary>
    public const int MaxLength = 512;

    /// <exception cref="ArgumentException">The id begins with '@', which is kept for entities, or is too long.</exception>
    public static void Validate(string instanceId)
    {
        if (IsEntity(instanceId))
        {
            throw new ArgumentException("An instance id may not begin with '@'.", nameof(instanceId));
        }

        if (instanceId.Length > MaxLength)
        {
            throw new ArgumentException($"An instance id may have at most {MaxLength} characters; this one has {instanceId.Length}.", nameof(instanceId));
        }
    }

    /// <summary>
    /// Whether an id is kept for entities, which LocalHost does not have. The management API takes it all the same, as the real host's does,
    /// and leaves an instance that never runs.
    /// </summary>
    public static bool IsEntity(string instanceId) => instanceId.StartsWith('@');
}
