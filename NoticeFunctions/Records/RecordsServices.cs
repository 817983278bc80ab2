using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using NoticeFunctions.Records.Attachments;
using NoticeFunctions.Records.Events;
using NoticeFunctions.Records.Redis;
using NoticeFunctions.Records.Suppressions;
using StackExchange.Redis;

namespace NoticeFunctions.Records;

/// <summary>Puts the records into the app.</summary>
internal static class RecordsServices
{
    /// <summary>
    /// Registers <see cref="INoticeStore"/>, <see cref="IInbox"/>, <see cref="ISandbox"/> and <see cref="IRecordsHealth"/> over Redis, with settings that are
    /// validated at start: <c>Redis</c>, <c>Records:AddressKey</c>, <c>Retention:Days</c>, <c>Retention:InstanceHours</c>, <c>Inbox:*</c>.
    /// </summary>
    public static IServiceCollection AddRecords(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RedisOptions>().Configure(options => options.ConnectionString = configuration[RedisOptions.Setting] ?? "").ValidateOnStart();
        services.AddOptions<RecordsOptions>().Bind(configuration.GetSection(RecordsOptions.Section)).ValidateOnStart();
        services.AddOptions<RetentionOptions>().Bind(configuration.GetSection(RetentionOptions.Section)).ValidateOnStart();
        services.AddOptions<InboxOptions>().Bind(configuration.GetSection(InboxOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<InboxOptions>, InboxOptionsValidator>();
        services.AddSingleton<IValidateOptions<RedisOptions>, RedisOptionsValidator>();
        services.AddSingleton<IValidateOptions<RecordsOptions>, RecordsOptionsValidator>();
        services.AddSingleton<IValidateOptions<RetentionOptions>, RetentionOptionsValidator>();

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<AddressHasher>();
        services.AddSingleton<IConnectionMultiplexer>(provider => RedisConnection.Open(provider.GetRequiredService<IOptions<RedisOptions>>().Value));
        services.AddSingleton(provider => provider.GetRequiredService<IConnectionMultiplexer>().GetDatabase());
        services.AddSingleton<INoticeStore, RedisNoticeStore>();
        services.AddSingleton<IBrakeStore, RedisBrakes>();
        services.AddSingleton<IInbox, RedisInbox>();
        services.AddSingleton<ISuppressions, RedisSuppressions>();
        services.AddSingleton<IProviderEvents, RedisProviderEvents>();
        services.AddSingleton<ISandbox, RedisSandbox>();
        services.AddSingleton<IDeviceStore, RedisDevices>();
        services.AddSingleton<IRecordsHealth, RedisHealth>();
        services.AddSingleton<IAttachmentStore>(_ => BlobAttachmentStore.Open(configuration["AzureWebJobsStorage"] ?? ""));
        services.AddHostedService<RecordsStart>();
        return services;
    }
}
