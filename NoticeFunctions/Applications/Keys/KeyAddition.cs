using NoticeFunctions.Applications.Registry;

namespace NoticeFunctions.Applications.Keys;

/// <summary>A key that an application is to get.</summary>
/// <param name="Key">The key.</param>
/// <param name="Replaces">The <c>kid</c> of the one that it takes the place of; null for none.</param>
/// <param name="Overlap">How long that one stays good after this one has become so.</param>
internal sealed record KeyAddition(ApplicationKey Key, string? Replaces, TimeSpan Overlap)
{
    /// <summary>The keys that an application may have at a time.</summary>
    public const int Most = 20;

    /// <summary>The application with the key, or as it was and why. Keys that have expired go by the way.</summary>
    public (RegisteredApplication Application, KeyRefusal? Refusal) ApplyTo(RegisteredApplication application, DateTimeOffset now)
    {
        ApplicationKey[] kept = [.. application.Keys.Where(key => !(key.Expires <= now))];
        if (kept.Any(key => key.Id == Key.Id))
        {
            return (application, KeyRefusal.AlreadyThere);
        }

        if (kept.Length >= Most)
        {
            return (application, KeyRefusal.TooMany);
        }

        if (Replaces is not null && !kept.Any(key => key.Id == Replaces))
        {
            return (application, KeyRefusal.NothingToReplace);
        }

        DateTimeOffset end = (Key.NotBefore ?? now) + Overlap;
        IEnumerable<ApplicationKey> others = kept.Select(key => key.Id == Replaces && !(key.Expires <= end) ? key with { Expires = end } : key);
        return (application with { Keys = [.. others, Key], Updated = now }, null);
    }
}

/// <summary>Why a key was not added.</summary>
internal enum KeyRefusal
{
    /// <summary>The application has it.</summary>
    AlreadyThere,

    /// <summary>It has <see cref="KeyAddition.Most"/>.</summary>
    TooMany,

    /// <summary>It has none of the name that was to be replaced, or that one has expired.</summary>
    NothingToReplace,
}
