using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using NoticeFunctions.LocalHost.Hosting.Discovery;
using NoticeFunctions.LocalHost.Hosting.Outputs;

namespace NoticeFunctions.LocalHost.Hosting.Invocation;

/// <summary>What middleware can ask about a function: <c>context.FunctionDefinition.InputBindings</c> tells its trigger's type.</summary>
internal sealed class LocalFunctionDefinition : FunctionDefinition
{
    public LocalFunctionDefinition(FunctionCandidate candidate, string triggerType, FunctionOutputs outputs)
    {
        Name = candidate.Name;
        EntryPoint = $"{candidate.Method.DeclaringType!.FullName}.{candidate.Method.Name}";
        PathToAssembly = candidate.Method.DeclaringType.Assembly.Location;
        Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(EntryPoint + Name)).AsSpan(..16));
        ParameterInfo[] parameters = candidate.Method.GetParameters();
        Parameters = [.. parameters.Select(p => new FunctionParameter(p.Name!, p.ParameterType))];
        InputBindings = parameters
            .Where(p => p.GetCustomAttribute<BindingAttribute>() is not null)
            .ToImmutableDictionary(
                p => p.Name!,
                p => (BindingMetadata)new Metadata(p.Name!, p == candidate.TriggerParameter ? triggerType : InputType(p), BindingDirection.In));
        OutputBindings = outputs.Outputs.ToImmutableDictionary(o => o.Name, o => (BindingMetadata)new Metadata(o.Name, o.Type, BindingDirection.Out));
    }

    public override ImmutableArray<FunctionParameter> Parameters { get; }

    public override string PathToAssembly { get; }

    public override string EntryPoint { get; }

    public override string Id { get; }

    public override string Name { get; }

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; }

    private static string InputType(ParameterInfo parameter)
        => parameter.GetCustomAttribute<BindingAttribute>() is SignalRConnectionInfoInputAttribute ? "signalRConnectionInfo" : "durableClient";

    private sealed class Metadata(string name, string type, BindingDirection direction) : BindingMetadata
    {
        public override string Name => name;

        public override string Type => type;

        public override BindingDirection Direction => direction;
    }
}
