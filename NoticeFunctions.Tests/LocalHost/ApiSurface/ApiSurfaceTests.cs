using System.Reflection;
using Microsoft.DurableTask;

namespace NoticeFunctions.Tests.LocalHost.ApiSurface;

/// <summary>LocalHost's public surface against that of the real packages.</summary>
public sealed class ApiSurfaceTests
{
    private static readonly Assembly LocalHost = typeof(TaskOrchestrationContext).Assembly;
    private static readonly IReadOnlySet<string> Real = ApiLists.Load();

    [Fact]
    public void Every_public_type_is_one_of_the_real_packages_spelt_the_same() =>
        Unlisted(LocalHost.GetExportedTypes().Select(ApiTypes.Render)).Should().BeEmpty();

    [Fact]
    public void Every_public_or_protected_member_is_one_of_the_real_packages_spelt_the_same() =>
        Unlisted(LocalHost.GetExportedTypes().SelectMany(ApiTypes.Members).Select(ApiMembers.Render)).Should().BeEmpty();

    [Fact]
    public void LocalHosts_own_types_are_internal() =>
        Together(LocalHost.GetExportedTypes().Select(type => type.FullName!).Where(name => !name.StartsWith("Microsoft.", StringComparison.Ordinal)))
            .Should().BeEmpty();

    private static string Unlisted(IEnumerable<string> lines) => Together(lines.Where(line => !Real.Contains(line)));

    // One text, so that a failure names every line.
    private static string Together(IEnumerable<string> lines) => string.Join(Environment.NewLine, lines);
}
