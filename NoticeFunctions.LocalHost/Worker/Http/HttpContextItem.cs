namespace NoticeFunctions.LocalHost.Worker;

/// <summary>Where an HTTP invocation keeps its HttpContext among its items; the real worker's key, which tests of apps use too.</summary>
internal static class HttpContextItem
{
    public const string Key = "HttpRequestContext";
}
