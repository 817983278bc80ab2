using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace NoticeFunctions.Kafka;

/// <summary>Registers what talks to Kafka. Nothing is connected before it is needed.</summary>
internal static class KafkaServices
{
    /// <summary>Adds the producer and the dead letters.</summary>
    public static IServiceCollection AddKafka(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(KafkaSettings.Read(configuration))
        .AddSingleton<IKafkaProducer, KafkaProducer>()
        .AddSingleton<IDeadLetters, RedisDeadLetters>()
        .AddSingleton<DeadLetterOffice>();
}
