using System.Text.Encodings.Web;
using System.Text.Json;

namespace NoticeFunctions.LocalHost.Engine.Execution;

/// <summary>An instance was started whose orchestrator the app does not have.</summary>
internal sealed class UnknownOrchestratorException(string name, IEnumerable<string> known) : Exception(
    $"The function '{name}' doesn't exist, is disabled, or is not an orchestrator function. " +
    $"Additional info: The following are the known orchestrator functions: {string.Join(", ", known.Select(orchestrator => $"'{orchestrator}'"))}.")
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What becomes the instance's output: on the real host the host says this, not the worker, and so not as an exception.</summary>
    public string Output => JsonSerializer.Serialize(new { message = Message, details = (string?)null }, Json);

    /// <summary>The message in such an output.</summary>
    public static string MessageOf(string? output) =>
        output is null ? string.Empty : JsonDocument.Parse(output).RootElement.GetProperty("message").GetString() ?? string.Empty;
}
