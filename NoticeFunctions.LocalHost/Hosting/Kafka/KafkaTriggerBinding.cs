using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using NoticeFunctions.LocalHost.Hosting.Discovery;
using NoticeFunctions.LocalHost.Hosting.Invocation;

namespace NoticeFunctions.LocalHost.Hosting.Kafka;

/// <summary>The parameters of a Kafka function: messages as records, or as the text of an envelope.</summary>
internal sealed class KafkaTriggerBinding : ITriggerBinding
{
    public string Type => "kafkaTrigger";

    public bool Handles(TriggerBindingAttribute trigger) => trigger is KafkaTriggerAttribute;

    public void Check(FunctionCandidate candidate)
    {
        KafkaTriggerAttribute trigger = (KafkaTriggerAttribute)candidate.Trigger;
        if (trigger.AuthenticationMode is BrokerAuthenticationMode.Gssapi or BrokerAuthenticationMode.OAuthBearer)
        {
            throw candidate.Fault(candidate.TriggerParameter, $"LocalHost's Kafka trigger can't authenticate by {trigger.AuthenticationMode}: Plain, ScramSha256 or ScramSha512.");
        }
    }

    public BindParameter? Bind(FunctionCandidate candidate, ParameterInfo parameter)
    {
        if (parameter != candidate.TriggerParameter)
        {
            return null;
        }

        bool isBatched = ((KafkaTriggerAttribute)candidate.Trigger).IsBatched;
        return (isBatched, parameter.ParameterType) switch
        {
            (false, Type type) when type == typeof(string) => static context => new(KafkaEnvelope.Text(Messages(context).Single)),
            (false, Type type) when type == typeof(KafkaRecord) => static context => new(KafkaEnvelope.Record(Messages(context).Single)),
            (true, Type type) when type == typeof(string[]) => static context => new(Messages(context).Items.Select(KafkaEnvelope.Text).ToArray()),
            (true, Type type) when type == typeof(KafkaRecord[]) => static context => new(Messages(context).Items.Select(KafkaEnvelope.Record).ToArray()),
            _ => throw candidate.Fault(parameter, $"a Kafka trigger binds {(isBatched ? "KafkaRecord[] or string[] (IsBatched)" : "KafkaRecord or string")}, not {parameter.ParameterType.Name}."),
        };
    }

    private static KafkaMessages Messages(LocalFunctionContext context) => (KafkaMessages)context.Trigger;
}
