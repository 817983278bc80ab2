using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Collections.Generic;

namespace NoticeFunctions.Tests.Architecture;

/// <summary>Reads from compiled code what orchestrators call: themselves, and through methods of their own assembly.</summary>
internal static class Orchestrators
{
    private const string Trigger = "Microsoft.Azure.Functions.Worker.OrchestrationTriggerAttribute";

    /// <summary>The orchestrator functions of an assembly.</summary>
    public static IReadOnlyList<MethodDefinition> In(ModuleDefinition module) =>
        [.. module.GetTypes().SelectMany(type => type.Methods).Where(method => method.Parameters.Any(IsTrigger))];

    /// <summary>Every member that an orchestrator calls or may call, outside its assembly, with the method that does.</summary>
    public static IEnumerable<(MethodDefinition From, MethodReference Called)> CallsOf(MethodDefinition orchestrator)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        Queue<MethodDefinition> open = new([orchestrator]);
        while (open.TryDequeue(out MethodDefinition? method))
        {
            foreach (MethodReference called in CodeOf(method).Select(instruction => instruction.Operand).OfType<MethodReference>())
            {
                if (called.DeclaringType.Scope == method.Module || called.DeclaringType.Resolve()?.Module == method.Module)
                {
                    if (called.Resolve() is { } own && seen.Add(own.FullName))
                    {
                        open.Enqueue(own);
                    }
                }
                else
                {
                    yield return (method, called);
                }
            }
        }
    }

    // An async method's own body only starts its state machine, whose MoveNext holds the code.
    private static Collection<Instruction> CodeOf(MethodDefinition method)
    {
        TypeDefinition? machine = method.CustomAttributes
            .Where(attribute => attribute.AttributeType.Name is "AsyncStateMachineAttribute" or "IteratorStateMachineAttribute" or "AsyncIteratorStateMachineAttribute")
            .Select(attribute => ((TypeReference)attribute.ConstructorArguments[0].Value).Resolve())
            .FirstOrDefault();
        MethodDefinition code = machine?.Methods.Single(member => member.Name == "MoveNext") ?? method;
        return code.HasBody ? code.Body.Instructions : [];
    }

    private static bool IsTrigger(ParameterDefinition parameter) => parameter.CustomAttributes.Any(attribute => attribute.AttributeType.FullName == Trigger);
}
