namespace NoticeFunctions.Channels.Sandbox;

/// <summary>Settings of the sandbox.</summary>
internal sealed class SandboxOptions
{
    /// <summary>The section these settings stand in.</summary>
    public const string Section = "Sandbox";

    /// <summary>Whether a channel without a provider goes to the sandbox. Where it is false, a notice for such a channel is refused.</summary>
    public bool Enabled { get; set; }
}
