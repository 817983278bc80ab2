using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace NoticeFunctions.LocalHost.Hosting.Http;

/// <summary>What the key in a request opens. It comes as header <c>x-functions-key</c> or as query parameter <c>code</c>.</summary>
internal sealed class CallerLevel(HostKeys keys)
{
    private const string Header = "x-functions-key";
    private const string Parameter = "code";

    /// <summary>Anonymous for no key, or an unknown one.</summary>
    public AuthorizationLevel Of(HttpRequest request)
    {
        string shown = Shown(request);
        return string.IsNullOrEmpty(shown) ? AuthorizationLevel.Anonymous
            : HostKeys.AreEqual(keys.Master, shown) ? AuthorizationLevel.Admin
            : HostKeys.AreEqual(keys.Function, shown) ? AuthorizationLevel.Function
            : HostKeys.AreEqual(keys.DurableTask, shown) || HostKeys.AreEqual(keys.SignalR, shown) ? AuthorizationLevel.System
            : AuthorizationLevel.Anonymous;
    }

    /// <summary>Whether the request may call a function of the level. The master key opens every function, a system key none but its own.</summary>
    public bool MayCall(HttpRequest request, AuthorizationLevel wanted)
        => wanted == AuthorizationLevel.Anonymous || (Of(request) is var level && (level == AuthorizationLevel.Admin || level == wanted));

    /// <summary>Whether the request shows the key.</summary>
    public static bool Shows(HttpRequest request, string key) => HostKeys.AreEqual(key, Shown(request));

    private static string Shown(HttpRequest request) => request.Headers.TryGetValue(Header, out var header) ? header.ToString() : request.Query[Parameter].ToString();
}
