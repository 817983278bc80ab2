using Microsoft.Extensions.DependencyInjection;

namespace NoticeFunctions.DeadLetters;

/// <summary>Registers what looks after dead letters.</summary>
internal static class DeadLetterServices
{
    /// <summary>Adds the way to the messages behind them.</summary>
    public static IServiceCollection AddDeadLetters(this IServiceCollection services) => services.AddSingleton<IDeadLetterTopic, DeadLetterTopic>();
}
