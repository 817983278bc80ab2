using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace NoticeFunctions.LocalHost.Hosting.SignalR;

/// <summary>
/// SignalR's JSON protocol as a serverless hub needs it: an invocation of any method, with any arguments, becomes one of
/// <see cref="ClientHub.Invoke"/>, and its failure reaches the client in the function's words instead of SignalR's own.
/// </summary>
internal sealed class ServerlessJsonProtocol : IHubProtocol
{
    // The hub protocol's numbers and separator: HubProtocol.md of ASP.NET Core.
    private const byte EndOfMessage = 0x1e;
    private const int InvocationType = 1;

    private readonly JsonHubProtocol inner = new();

    public string Name => inner.Name;

    public int Version => inner.Version;

    public TransferFormat TransferFormat => inner.TransferFormat;

    public bool IsVersionSupported(int version) => inner.IsVersionSupported(version);

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        if (input.PositionOf(EndOfMessage) is { } end && Invocation(input.Slice(0, end)) is { } invocation)
        {
            input = input.Slice(input.GetPosition(1, end));
            message = invocation;
            return true;
        }

        return inner.TryParseMessage(ref input, binder, out message);
    }

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => inner.WriteMessage(InItsWords(message), output);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => inner.GetMessageBytes(InItsWords(message));

    private static HubMessage InItsWords(HubMessage message)
        => message is CompletionMessage { Result: InvocationFailure failure, InvocationId: { } id } ? CompletionMessage.WithError(id, failure.Error) : message;

    /// <returns>Null for every other message, and for what is none: the inner protocol says what is wrong with it.</returns>
    private static InvocationMessage? Invocation(ReadOnlySequence<byte> text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("type", out JsonElement type) && type.ValueKind == JsonValueKind.Number && type.TryGetInt32(out int number) && number == InvocationType
                && Text(root, "target") is { Length: > 0 } target
                && root.TryGetProperty("arguments", out JsonElement arguments) && arguments.ValueKind == JsonValueKind.Array
                ? new InvocationMessage(Text(root, "invocationId"), nameof(ClientHub.Invoke), [new ClientInvocation(target, [.. arguments.EnumerateArray().Select(one => one.Clone())])])
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string name)
        => root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
