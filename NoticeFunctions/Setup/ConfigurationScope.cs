using Microsoft.AspNetCore.Http;
using NoticeFunctions.Applications;
using NoticeFunctions.Channels.Configurations;
using NoticeFunctions.Http;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;
using NoticeFunctions.Setup.Answers;

namespace NoticeFunctions.Setup;

/// <summary>Whose configurations a request is about: an application's own, or with the scope <c>admin</c> the shared ones.</summary>
internal static class ConfigurationScope
{
    /// <summary>The owner of what the caller changes.</summary>
    public static string OwnerOf(HttpRequest request)
    {
        Caller caller = request.HttpContext.GetCaller();
        return caller.May(Scopes.Admin) ? ChannelConfiguration.Shared : caller.Application;
    }

    /// <summary>The channel of a URL.</summary>
    public static bool TryRead(string channel, out Channel read) => Names.TryParse(channel, out read);

    /// <summary>A configuration as an answer to its owner.</summary>
    public static IResult Answer(OwnerConfigurations all, ChannelConfiguration one, int status = StatusCodes.Status200OK) =>
        new JsonAnswer<ConfigurationAnswer>(ConfigurationAnswer.Of(all, one, toOwner: true), SetupJson.Default.ConfigurationAnswer, status);

    /// <summary>A shared configuration as an answer to an application.</summary>
    public static IResult AnswerToOthers(OwnerConfigurations all, ChannelConfiguration one) =>
        new JsonAnswer<ConfigurationAnswer>(ConfigurationAnswer.Of(all, one, toOwner: false), SetupJson.Default.ConfigurationAnswer);

    /// <summary>404.</summary>
    public static ProblemResult NoChannel() => Refuse.NotFound($"There is no channel of this name; there are: {string.Join(", ", Names.All<Channel>())}.");

    /// <summary>404: there is none, or it is another's.</summary>
    public static ProblemResult None() => Refuse.NotFound("You have no configuration of this name on this channel.");
}
