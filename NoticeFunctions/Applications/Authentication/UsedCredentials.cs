using System.Security.Cryptography;
using System.Text;
using NoticeFunctions.Records.Redis;
using StackExchange.Redis;

namespace NoticeFunctions.Applications.Authentication;

/// <summary>Remembers what was to be used once, for as long as it could be used: all hosts together, in Redis.</summary>
internal sealed class UsedCredentials(IDatabase database, TimeProvider time)
{
    // The store's clock may go a little faster than this host's.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    /// <summary>True the first time that an application uses a name, and false ever after.</summary>
    /// <param name="application">Whose: names of two applications do not meet.</param>
    /// <param name="kind">What is named so: names of two kinds do not meet.</param>
    /// <param name="name">The name, as the client chose it; only its hash is kept.</param>
    /// <param name="until">From when on nobody would take it any more.</param>
    /// <param name="cancellation">The caller's patience.</param>
    /// <exception cref="Records.RecordsUnavailableException">The store is away: nobody can tell, so nobody is let in.</exception>
    public Task<bool> TryUseAsync(string application, string kind, string name, DateTimeOffset until, CancellationToken cancellation)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind} {name}")).AsSpan(..12));
        return RedisCall.Guard(database.StringSetAsync(ApplicationKeys.Used(application, hash), 1, until - time.GetUtcNow() + Margin, When.NotExists), cancellation);
    }
}
