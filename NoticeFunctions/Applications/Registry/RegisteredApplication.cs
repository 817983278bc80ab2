using NoticeFunctions.Applications.Keys;

namespace NoticeFunctions.Applications.Registry;

/// <summary>A subsystem that may ask the platform.</summary>
/// <param name="Id">Its name in keys, tokens and URLs: see <see cref="ApplicationIds"/>.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Owner">The e-mail address of whoever answers for it.</param>
/// <param name="Scopes">What its tokens may allow at most.</param>
/// <param name="Created">When it was registered.</param>
internal sealed record RegisteredApplication(string Id, string Name, string Owner, Scopes Scopes, DateTimeOffset Created)
{
    /// <summary>What else it is held to.</summary>
    public ApplicationRules Rules { get; init; } = ApplicationRules.None;

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset Updated { get; init; }

    /// <summary>Whether it may ask for nothing at the moment.</summary>
    public bool Disabled { get; init; }

    /// <summary>
    /// Whether it is deleted. Its id stays taken: its notices may still be there, and whoever were registered under it next would see them.
    /// </summary>
    public bool Deleted { get; init; }

    /// <summary>What it may authenticate with, oldest first.</summary>
    public IReadOnlyList<ApplicationKey> Keys { get; init; } = [];

    /// <summary>Whether it may ask for anything.</summary>
    public bool IsActive => !Disabled && !Deleted;

    /// <summary>What is left of it when it is deleted: its id.</summary>
    public RegisteredApplication Delete(DateTimeOffset now) => new(Id, "", "", Scopes.None, Created) { Updated = now, Deleted = true };

    /// <summary>The key of that name, if it is there and good at that instant.</summary>
    public ApplicationKey? Key(string id, DateTimeOffset now)
    {
        foreach (ApplicationKey key in Keys)
        {
            if (key.Id == id)
            {
                return key.IsGood(now) ? key : null;
            }
        }

        return null;
    }
}
