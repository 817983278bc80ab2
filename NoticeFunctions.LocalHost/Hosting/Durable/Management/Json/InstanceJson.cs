using System.Globalization;
using System.Text.Json;
using NoticeFunctions.LocalHost.Engine.History;
using NoticeFunctions.LocalHost.Engine.Instances;

namespace NoticeFunctions.LocalHost.Hosting.Durable.Management.Json;

/// <summary>What the management API tells of an instance. Times have whole seconds.</summary>
internal static class InstanceJson
{
    public static void Write(Utf8JsonWriter json, InstanceSnapshot instance, bool showInput, Action<Utf8JsonWriter>? more = null)
    {
        json.WriteStartObject();
        json.WriteString("name", instance.Name);
        json.WriteString("instanceId", instance.Id);
        json.WriteString("runtimeStatus", NameOf(instance.Status));
        json.WriteValue("input", showInput ? instance.Input : null);
        json.WriteValue("customStatus", instance.CustomStatus);
        json.WriteValue("output", instance.Output);
        json.WriteString("createdTime", Seconds(instance.CreatedAt));
        json.WriteString("lastUpdatedTime", Seconds(instance.UpdatedAt));
        more?.Invoke(json);
        json.WriteEndObject();
    }

    public static string NameOf(InstanceStatus status) => status.ToRuntimeStatus().ToString();

    private static string Seconds(DateTime time) => time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
