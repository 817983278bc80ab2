namespace NoticeFunctions.Notices;

/// <summary>How channels differ.</summary>
internal static class ChannelRules
{
    /// <summary>
    /// Whether what comes twice is recognized by its id where it arrives. Then what may have gone out goes out again, and is marked; by SMS, where it isn't, it does not: it is
    /// uncertain for good, unless its provider tells more.
    /// </summary>
    public static bool RecognizesRepetition(this Channel channel) => channel != Channel.Sms;
}
