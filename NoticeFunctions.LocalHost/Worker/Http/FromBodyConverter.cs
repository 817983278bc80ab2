namespace NoticeFunctions.LocalHost.Worker;

/// <summary>The converter that [FromBody] names; the host knows the attribute and reads the body itself.</summary>
internal static class FromBodyConverter;
