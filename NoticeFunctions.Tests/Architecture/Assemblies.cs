using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Microsoft.DurableTask;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Tests.Architecture;

/// <summary>The two assemblies whose dependencies are ruled, as ArchUnitNET reads them.</summary>
internal static class Assemblies
{
    /// <summary>The function app.</summary>
    public static System.Reflection.Assembly App { get; } = typeof(Notice).Assembly;

    /// <summary>The embedded host.</summary>
    public static System.Reflection.Assembly LocalHost { get; } = typeof(TaskOrchestrationContext).Assembly;

    private static readonly ArchUnitNET.Domain.Architecture Both = new ArchLoader().LoadAssemblies(App, LocalHost).Build();

    /// <summary>The types that an assembly declares, generated ones included.</summary>
    public static IEnumerable<IType> TypesOf(System.Reflection.Assembly assembly) =>
        Both.Types.Where(type => type.Assembly.FullName == assembly.FullName);

    /// <summary>What types of one assembly use; a type parameter stands for no type.</summary>
    public static IEnumerable<(IType User, IType Used)> UsesIn(System.Reflection.Assembly assembly) =>
        TypesOf(assembly).SelectMany(type => type.Dependencies).Where(dependency => dependency.Target is not GenericParameter)
            .Select(dependency => (dependency.Origin, dependency.Target)).Distinct();
}
