using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace NoticeFunctions.Orchestration;

/// <summary>Registers the life of notices.</summary>
internal static class OrchestrationServices
{
    /// <summary>Adds what the activities need.</summary>
    public static IServiceCollection AddOrchestration(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DeliveryOptions>().Bind(configuration.GetSection(DeliveryOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<LimitOptions>().Bind(configuration.GetSection(LimitOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<SubscriptionOptions>().Bind(configuration.GetSection(SubscriptionOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SubscriptionOptions>, SubscriptionOptionsValidator>();
        return services
            .AddSingleton(new RetryDelay(new Random(RandomNumberGenerator.GetInt32(int.MaxValue))))
            .AddSingleton<AttemptRecorder>()
            .AddSingleton<PatientStore>()
            .AddSingleton<Brakes>()
            .AddSingleton<AcknowledgeTokens>()
            .AddSingleton<AcknowledgeLinks>()
            .AddSingleton<UnsubscribeTokens>()
            .AddSingleton<UnsubscribeLinks>()
            .AddSingleton<SuppressionList>()
            .AddSingleton<ProviderEvents>()
            .AddSingleton<SlowLane>()
            .AddSingleton<Handover>()
            .AddSingleton<Deliverer>()
            .AddSingleton<Closer>()
            .AddSingleton<NoticeWaker>()
            .AddSingleton<NoticeStarter>();
    }
}
