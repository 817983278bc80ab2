using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using NoticeFunctions.LocalHost.Journal;

namespace NoticeFunctions.LocalHost.Hosting.Composition;

/// <summary>Tells what the user can mend, and needs no stack trace for, from a bug.</summary>
internal static class StartUpRefusal
{
    /// <returns>Null for a bug.</returns>
    public static StartUpException? Of(Exception exception) => exception switch
    {
        StartUpException refusal => refusal,
        OptionsValidationException invalid => new(string.Join(' ', invalid.Failures), invalid),
        AggregateException several when several.InnerExceptions.All(e => e is OptionsValidationException)
            => new(string.Join(' ', several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(e => e.Failures)), several),
        IOException { InnerException: AddressInUseException } taken => new($"{taken.Message} Another host may be running; --port chooses another port.", taken),
        JournalInUseException or JournalDamagedException or JournalLostException => new(exception.Message, exception),
        _ => null,
    };
}
