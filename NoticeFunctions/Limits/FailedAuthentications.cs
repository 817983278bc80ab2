using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using NoticeFunctions.Records.Redis;
using NoticeFunctions.Telemetry;
using StackExchange.Redis;

namespace NoticeFunctions.Limits;

/// <summary>
/// Slows down who guesses: after so many failures in a minute, a client from that address, and then the address altogether, has to wait for the next one.
/// The hosts count together in Redis, without waiting for it: a host hears of the others' failures with the first of its own, and where Redis is away it
/// goes by what it has seen itself.
/// </summary>
internal sealed class FailedAuthentications(IDatabase database, TimeProvider time, ILogger<FailedAuthentications> logger)
{
    /// <summary>Failures a minute of one client from one address.</summary>
    public const int PerClient = 30;

    /// <summary>Failures a minute of all clients from one address: many may sit behind one.</summary>
    public const int PerAddress = 300;

    /// <summary>Bad access tokens a minute from one address: nobody can guess one, and an application whose tokens have run out may send many at once.</summary>
    public const int TokensPerAddress = 1000;

    private FailureCounts counts = new(default);

    /// <summary>How long a client has to wait before it may try to authenticate; null: it may now. What it would bring is not looked at before.</summary>
    /// <param name="client">The client id as it was sent; null for none.</param>
    /// <param name="address">Where the request comes from.</param>
    public TimeSpan? WaitOf(string? client, IPAddress? address)
    {
        DateTimeOffset now = time.GetUtcNow();
        FailureCounts present = Present(now);
        bool tooMany = (client is not null && present.Of(Whose(client, address)) >= PerClient) || present.Of(Whose(client: null, address)) >= PerAddress;
        return tooMany ? present.Minute.Rest(now) : null;
    }

    /// <summary>Counts a client that could not be authenticated.</summary>
    /// <param name="client">The client id as it was sent; null for none.</param>
    /// <param name="address">Where the request comes from.</param>
    public void Count(string? client, IPAddress? address)
    {
        FailureCounts present = Present(time.GetUtcNow());
        _ = AddAsync(present, Whose(client: null, address));
        if (client is not null)
        {
            _ = AddAsync(present, Whose(client, address));
        }
    }

    /// <summary>Counts a bad access token.</summary>
    /// <param name="address">Where the request comes from.</param>
    /// <returns>How long the sender should wait, once there have been too many; null before.</returns>
    public TimeSpan? CountToken(IPAddress? address)
    {
        DateTimeOffset now = time.GetUtcNow();
        FailureCounts present = Present(now);
        string whose = Hash($"token {Network(address)}");
        _ = AddAsync(present, whose);
        return present.Of(whose) > TokensPerAddress ? present.Minute.Rest(now) : null;
    }

    private FailureCounts Present(DateTimeOffset now)
    {
        FailureCounts known = counts;
        if (known.Minute == Minute.Of(now))
        {
            return known;
        }

        // Whoever comes second to a new minute takes what the first has begun.
        Interlocked.CompareExchange(ref counts, new FailureCounts(Minute.Of(now)), known);
        return counts;
    }

    private async Task AddAsync(FailureCounts present, string whose)
    {
        if (present.Add(whose) == 0)
        {
            return;
        }

        try
        {
            RedisKey key = LimitKeys.Failures(whose, present.Minute.Number);
            Task<long> total = database.StringIncrementAsync(key);
            _ = database.KeyExpireAsync(key, Minute.Kept, CommandFlags.FireAndForget);
            present.Raise(whose, await total);
        }
        catch (Exception e) when (RedisCall.IsUnavailability(e))
        {
            if (present.IsFirstAlone())
            {
                logger.FailuresNotShared(e);
            }
        }
    }

    // What a client calls itself is anything at all, and where people sit is nobody's business: neither stands in a key as it is.
    private static string Whose(string? client, IPAddress? address) => Hash($"{(client is null ? "address" : "client")} {Network(address)} {client}");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(..12));

    // Whoever has one address of IPv6 has a whole /64 of them.
    private static string Network(IPAddress? address) => address switch
    {
        null => "",
        { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } => Convert.ToHexString(address.GetAddressBytes().AsSpan(..8)),
        _ => address.MapToIPv4().ToString(),
    };
}
