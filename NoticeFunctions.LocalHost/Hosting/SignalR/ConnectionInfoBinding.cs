using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.DependencyInjection;
using NoticeFunctions.LocalHost.Hosting.Discovery;
using NoticeFunctions.LocalHost.Hosting.Invocation;

namespace NoticeFunctions.LocalHost.Hosting.SignalR;

/// <summary>What a client needs to connect. The host reads it before the worker is asked: a request without the user's name is an empty 500.</summary>
internal sealed class ConnectionInfoBinding(HubSettings settings) : IInputBinding
{
    // Read by browsers as the value of a JSON body, never within a page: what need not be escaped stays legible.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public bool Handles(InputBindingAttribute attribute) => attribute is SignalRConnectionInfoInputAttribute;

    public BindParameter Bind(FunctionCandidate candidate, ParameterInfo parameter, InputBindingAttribute attribute)
    {
        SignalRConnectionInfoInputAttribute wanted = (SignalRConnectionInfoInputAttribute)attribute;
        StartUpException Fault(string what) => candidate.Fault(parameter, what);
        if (candidate.Trigger is not HttpTriggerAttribute)
        {
            throw Fault("LocalHost binds [SignalRConnectionInfoInput] in HTTP functions only: clients negotiate over HTTP.");
        }

        if (wanted.IdToken is not null || wanted.ClaimTypeList is not null)
        {
            throw Fault("LocalHost copies no claims from an id token (IdToken, ClaimTypeList).");
        }

        string hub = settings.Hub(wanted.HubName, wanted.ConnectionStringSetting, Fault);
        RequestTemplate? user = wanted.UserId is null ? null
            : RequestTemplate.Parse(settings.Resolve(wanted.UserId, Fault), out string unknown)
                ?? throw Fault($"LocalHost knows no '{{{unknown}}}': {{headers.NAME}} and {{query.NAME}} it does.");
        return parameter.ParameterType == typeof(SignalRConnectionInfo) ? candidate.ByHost(parameter, context => Info(context, hub, user))
            : parameter.ParameterType == typeof(string) ? candidate.ByHost(parameter, context => Text(Info(context, hub, user)))
            : throw Fault($"[SignalRConnectionInfoInput] binds SignalRConnectionInfo or string, not {parameter.ParameterType.Name}.");
    }

    private static SignalRConnectionInfo Info(LocalFunctionContext context, string hub, RequestTemplate? user)
    {
        HttpRequest request = ((HttpContext)context.Trigger).Request;
        HubTokens tokens = context.InstanceServices.GetRequiredService<HubTokens>();
        return new() { Url = HubTokens.Url(request, hub), AccessToken = tokens.Issue(request, hub, user?.Fill(request)) };
    }

    private static string Text(SignalRConnectionInfo info) => JsonSerializer.Serialize(info, Json);
}
