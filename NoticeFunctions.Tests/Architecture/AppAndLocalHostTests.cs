using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NoticeFunctions.Tests.Architecture;

/// <summary>The app knows the API and not the host under it; the host knows no notice.</summary>
public sealed partial class AppAndLocalHostTests
{
    private const string OwnName = "NoticeFunctions.LocalHost";

    [Fact]
    public void The_app_uses_LocalHost_only_through_the_real_packages_namespaces() =>
        Assemblies.UsesIn(Assemblies.App)
            .Where(use => use.Used.Assembly.FullName == Assemblies.LocalHost.FullName && use.Used.Namespace.FullName.StartsWith("NoticeFunctions", StringComparison.Ordinal))
            .Select(use => $"{use.User.FullName} uses {use.Used.FullName}")
            .Should().BeEmpty("the real packages have no such types");

    [Fact]
    public void LocalHost_offers_nothing_under_a_name_of_its_own() =>
        Assemblies.LocalHost.GetExportedTypes().Select(type => type.FullName)
            .Should().NotContain(name => name!.StartsWith("NoticeFunctions", StringComparison.Ordinal));

    [Fact]
    public void LocalHost_opens_its_internals_to_the_tests_and_the_benchmark_alone() =>
        Assemblies.LocalHost.GetCustomAttributes(typeof(System.Runtime.CompilerServices.InternalsVisibleToAttribute), inherit: false)
            .Cast<System.Runtime.CompilerServices.InternalsVisibleToAttribute>().Select(friend => friend.AssemblyName)
            .Should().BeEquivalentTo("NoticeFunctions.Tests", "NoticeFunctions.Tests.Crash", "bench", "DynamicProxyGenAssembly2");

    [Fact]
    public void LocalHost_knows_no_notice()
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(Assemblies.LocalHost.Location);

        module.GetTypes().SelectMany(WordsOf)
            .Where(word => TheNoun().IsMatch(word.Replace(OwnName, "", StringComparison.Ordinal)))
            .Should().BeEmpty("the host hosts any function app");
        module.AssemblyReferences.Select(reference => reference.Name).Should().NotContain("NoticeFunctions");
    }

    private static IEnumerable<string> WordsOf(TypeDefinition type) =>
    [
        $"type {type.FullName}",
        .. type.Fields.Select(field => $"field {type.FullName}.{field.Name}"),
        .. type.Fields.Where(field => field.Constant is string).Select(field => $"constant \"{field.Constant}\" in {type.FullName}"),
        .. type.Methods.Select(method => $"method {type.FullName}.{method.Name}"),
        .. type.Methods.Where(method => method.HasBody).SelectMany(method => method.Body.Instructions)
            .Where(instruction => instruction.OpCode == OpCodes.Ldstr).Select(instruction => $"text \"{instruction.Operand}\" in {type.FullName}"),
    ];

    // What is noticed or noticeable is no notice.
    [GeneratedRegex("notice(?!d|able)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TheNoun();
}
