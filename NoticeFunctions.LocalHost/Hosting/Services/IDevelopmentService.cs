namespace NoticeFunctions.LocalHost.Hosting.Services;

/// <summary>
/// A server that a setting can ask for by placeholder (<c>&lt;azurite&gt;</c>): what it is called, what starts it, how it shows that it
/// serves. When it is started, adopted or ended is not its business.
/// </summary>
internal interface IDevelopmentService
{
    /// <summary>The name in the placeholder, and of the file that its state is kept in.</summary>
    string Name { get; }

    /// <summary>The port to use; null for any free one.</summary>
    int? FixedPort { get; }

    /// <summary>The folder that it runs in; made if need be.</summary>
    string Folder { get; }

    /// <summary>Whether its program must be fetched before the first start, and by which command.</summary>
    RestoreCommand? Restore { get; }

    /// <summary>What starts it. Called after <see cref="Restore"/>.</summary>
    /// <exception cref="StartUpException">The program isn't there.</exception>
    ServiceCommand Command(int port);

    /// <summary>What the placeholder stands for.</summary>
    string Setting(int port);

    /// <summary>Where it serves, for whoever reads the console.</summary>
    string Url(int port);

    /// <summary>The line that tells of it on the console.</summary>
    string Line(int port) => $"{Name}: {Url(port)}";

    /// <summary>Whether it is this service, and no other, that answers on the port.</summary>
    Task<bool> AnswersAsync(int port, CancellationToken cancellation);
}

/// <summary>A program and its arguments.</summary>
/// <param name="File">The program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Environment">What its environment has beyond the host's own.</param>
internal sealed record ServiceCommand(string File, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string>? Environment = null);

/// <summary>A command that fetches what is missing.</summary>
/// <param name="File">The program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Folder">Where to run it.</param>
/// <param name="Needs">What has to be installed for it, for the message when it isn't.</param>
internal sealed record RestoreCommand(string File, IReadOnlyList<string> Arguments, string Folder, string Needs);
