using Microsoft.Extensions.DependencyInjection;
using NoticeFunctions.Intake.FromKafka;
using NoticeFunctions.Intake.Validation;

namespace NoticeFunctions.Intake;

/// <summary>Registers the intake.</summary>
internal static class IntakeServices
{
    /// <summary>Adds what takes notices in.</summary>
    public static IServiceCollection AddIntake(this IServiceCollection services) => services
        .AddSingleton<AttachmentReader>()
        .AddSingleton<NoticeReader>()
        .AddSingleton<BatchIntake>()
        .AddSingleton<NoticeIntake>()
        .AddSingleton<MessageReader>()
        .AddSingleton<MessageIntake>();
}
