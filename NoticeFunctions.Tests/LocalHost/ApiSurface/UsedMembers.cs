using System.Reflection;
using Mono.Cecil;

namespace NoticeFunctions.Tests.LocalHost.ApiSurface;

/// <summary>What a compiled app uses of LocalHost, read from its metadata.</summary>
internal static class UsedMembers
{
    /// <summary>The types and members of <paramref name="library"/> that <paramref name="app"/> mentions anywhere, accessors as their properties.</summary>
    public static IReadOnlyCollection<MemberInfo> Of(Assembly app, Assembly library)
    {
        using var folder = new DefaultAssemblyResolver();
        folder.AddSearchDirectory(Path.GetDirectoryName(app.Location));
        using ModuleDefinition module = ModuleDefinition.ReadModule(app.Location, new() { AssemblyResolver = folder });
        string scope = library.GetName().Name!;
        IEnumerable<IMetadataTokenProvider> members = module.GetMemberReferences()
            .Where(member => member.DeclaringType.GetElementType().Scope.Name == scope)
            .Select(member => (IMetadataTokenProvider)member.Resolve());
        IEnumerable<IMetadataTokenProvider> types = module.GetTypeReferences()
            .Where(type => type.Scope.Name == scope)
            .Select(type => type.Resolve());
        return [.. members.Concat(types).Concat(NamedInAttributes(module, scope))
            .Select(definition => library.ManifestModule.ResolveMember(definition.MetadataToken.ToInt32())!)
            .Select(OwnerOfAccessor)
            .Distinct()];
    }

    // `Route = "…"` is a name in the attribute's blob, and no member reference.
    private static IEnumerable<IMetadataTokenProvider> NamedInAttributes(ModuleDefinition module, string scope) =>
        from type in module.GetTypes()
        from attribute in Attributes(type)
        where attribute.AttributeType.Scope.Name == scope
        from property in attribute.Properties
        select Property(attribute.AttributeType.Resolve(), property.Name);

    private static IEnumerable<CustomAttribute> Attributes(TypeDefinition type) =>
    [
        .. type.CustomAttributes,
        .. type.Properties.SelectMany(p => p.CustomAttributes),
        .. type.Methods.SelectMany(m => m.CustomAttributes),
        .. type.Methods.SelectMany(m => m.Parameters).SelectMany(p => p.CustomAttributes),
        .. type.Methods.SelectMany(m => m.MethodReturnType.CustomAttributes),
    ];

    private static MethodDefinition Property(TypeDefinition attribute, string name) =>
        attribute.Properties.SingleOrDefault(p => p.Name == name)?.SetMethod ?? Property(attribute.BaseType.Resolve(), name);

    private static MemberInfo OwnerOfAccessor(MemberInfo member) =>
        member is MethodInfo { IsSpecialName: true, DeclaringType: { } type } accessor
            ? type.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .SingleOrDefault(p => p.GetAccessors(nonPublic: true).Contains(accessor)) ?? member
            : member;
}
