using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NoticeFunctions.Addresses;
using NoticeFunctions.Channels.Sms.Aliyun;
using NoticeFunctions.Channels.Sms.Twilio;

namespace NoticeFunctions.Channels.Sms;

/// <summary>Registers what belongs to SMS.</summary>
internal static class SmsServices
{
    /// <summary>Adds which numbers are taken, and the providers that channel configurations may name.</summary>
    public static IServiceCollection AddSms(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PhoneOptions>().Bind(configuration.GetSection(PhoneOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PhoneOptions>, PhoneOptionsValidator>();
        services.AddSingleton<PhoneRules>();
        services.AddSingleton(new TwilioCallbacks(configuration["Notices:PublicUrl"]));
        services.AddSingleton<TwilioAccounts>();
        services.AddSingleton<IProviderKind, TwilioKind>();
        services.AddSingleton<IProviderKind, AliyunKind>();
        return services;
    }
}
