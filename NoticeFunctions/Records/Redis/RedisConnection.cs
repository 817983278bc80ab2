using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>Opens the one connection for everything: many callers' commands travel together, which is what makes the store fast.</summary>
internal static class RedisConnection
{
    /// <summary>A connection that is there whether or not the server is: until it answers, every command says that it is away.</summary>
    public static ConnectionMultiplexer Open(RedisOptions options)
    {
        ConfigurationOptions configuration = ConfigurationOptions.Parse(options.ConnectionString);
        configuration.AbortOnConnectFail = false;
        // One try: the start does not wait for a server that is away, and the client goes on trying by itself.
        configuration.ConnectRetry = 1;
        configuration.ClientName ??= "notices";
        // The client counts INFO, which health asks for, among the administrator's commands.
        configuration.AllowAdmin = true;
        return ConnectionMultiplexer.Connect(configuration);
    }
}
