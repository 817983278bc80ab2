using System.Text.Json;
using Microsoft.DurableTask;

namespace NoticeFunctions.LocalHost.Hosting.Durable.Management.Json;

/// <summary>Why something failed, within a history.</summary>
internal static class FailureJson
{
    /// <param name="json">Where to.</param>
    /// <param name="failure">The failure; null for none.</param>
    /// <param name="hasProperties">Whether the properties, of which LocalHost has none, are an empty object; else null.</param>
    public static void WriteFailure(this Utf8JsonWriter json, TaskFailureDetails? failure, bool hasProperties)
    {
        json.WritePropertyName("FailureDetails");
        WriteValue(json, failure, hasProperties);
    }

    private static void WriteValue(Utf8JsonWriter json, TaskFailureDetails? failure, bool hasProperties)
    {
        if (failure is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("ErrorType", failure.ErrorType);
        json.WriteString("ErrorMessage", failure.ErrorMessage);
        json.WriteString("StackTrace", failure.StackTrace);
        json.WritePropertyName("InnerFailure");
        WriteValue(json, failure.InnerFailure, hasProperties);
        json.WriteBoolean("IsNonRetriable", false);
        json.WritePropertyName("Properties");
        if (hasProperties)
        {
            json.WriteStartObject();
            json.WriteEndObject();
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteEndObject();
    }
}
