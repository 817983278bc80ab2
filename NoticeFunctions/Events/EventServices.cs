using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NoticeFunctions.Records;

namespace NoticeFunctions.Events;

/// <summary>Registers what tells of notices.</summary>
internal static class EventServices
{
    /// <summary>Adds the events; where they are switched on (<c>Events:Enabled</c>), the records tell what they record. Comes after the records and Kafka.</summary>
    public static IServiceCollection AddEvents(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<EventOptions>().Bind(configuration.GetSection(EventOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EventOptions>, EventOptionsValidator>();
        services.AddSingleton<IWaitingEvents, RedisWaitingEvents>();
        services.AddSingleton<EventTeller>();
        if (configuration.GetValue<bool>($"{EventOptions.Section}:{nameof(EventOptions.Enabled)}"))
        {
            ServiceDescriptor records = services.Single(service => service.ServiceType == typeof(INoticeStore));
            services.Remove(records);
            services.AddSingleton<INoticeStore>(provider => ActivatorUtilities.CreateInstance<TellingNoticeStore>(
                provider, (INoticeStore)ActivatorUtilities.CreateInstance(provider, records.ImplementationType!)));
        }

        return services;
    }
}
