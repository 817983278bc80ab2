using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NoticeFunctions.Applications;
using NoticeFunctions.Channels;
using NoticeFunctions.Channels.Configurations;
using NoticeFunctions.Intake;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;
using NoticeFunctions.Setup.Reading;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Setup;

/// <summary>Writes one configuration of the caller's, checked against all of the caller's as they stand in that moment.</summary>
internal sealed class ConfigurationWriter(
    IConfigurationStore store, ConfigurationBody bodies, SettingSecrets secrets, IProviders providers, TimeProvider time, ILogger<ConfigurationWriter> logger)
{
    /// <summary>Makes a configuration, or says one anew.</summary>
    /// <param name="request">The request.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="name">The one to be said anew; null to make one.</param>
    public async Task<IResult> WriteAsync(HttpRequest request, Channel channel, string? name)
    {
        CancellationToken cancellation = request.HttpContext.RequestAborted;
        (string? body, ProblemResult? problem) = await JsonBody.ReadAsync(request, ConfigurationBody.Most, static (json, _) => json.GetRawText());
        if (body is null)
        {
            return problem!;
        }

        // What it may say depends on what is there when it is written.
        using JsonDocument json = JsonDocument.Parse(body);

        string owner = ConfigurationScope.OwnerOf(request);
        OwnerConfigurations? shared = owner == ChannelConfiguration.Shared ? null : await store.LoadAsync(ChannelConfiguration.Shared, known: null, cancellation);
        ConfigurationChange? change = null;
        OwnerConfigurations after = await store.ChangeAsync(
            owner,
            own =>
            {
                (change, problem) = Decide(json.RootElement, new(channel, name, own, shared ?? own));
                return change;
            },
            cancellation);
        return change?.Written is { } written ? Tell(request, after, written, name is null) : problem!;
    }

    /// <summary>Takes a configuration out.</summary>
    public async Task<IResult> DeleteAsync(HttpRequest request, Channel channel, string name)
    {
        string owner = ConfigurationScope.OwnerOf(request);
        IResult answer = Results.NoContent();
        await store.ChangeAsync(
            owner,
            own =>
            {
                ChannelConfiguration? known = own.Find(channel, name);
                string[] others = known is null ? [] : [.. ConfigurationRules.FallingBackTo(own, known).Select(one => one.Name)];
                answer = known is null ? ConfigurationScope.None()
                    : others.Length > 0 ? Refuse.InUse($"It is the fallback of: {string.Join(", ", others)}. Change them first.")
                    : Results.NoContent();
                return known is null || others.Length > 0 ? null : new(channel, name, Written: null, own.IsDefault(known) ? null : own.Defaults.GetValueOrDefault(channel));
            },
            request.HttpContext.RequestAborted);
        if (answer is not ProblemResult)
        {
            providers.Outdate(owner);
            logger.ConfigurationChanged($"{owner}/{Names.Of(channel)}/{name}", "deleted", request.HttpContext.GetCaller().Application);
        }

        return answer;
    }

    private (ConfigurationChange? Change, ProblemResult? Problem) Decide(JsonElement body, ConfigurationSite site)
    {
        if (site is { Name: not null, Known: null })
        {
            return (null, ConfigurationScope.None());
        }

        FaultList faults = new();
        ConfigurationDraft? draft;
        try
        {
            draft = bodies.Read(body, site, faults);
        }
        catch (CryptographicException)
        {
            return (null, Refuse.InUse("Its secrets can't be read with the certificate that the platform has now: delete it, and make it anew."));
        }

        OwnerConfigurations own = site.Own;
        return draft is null ? (null, Refuse.Invalid(faults.Items))
            : site.Known is null && own.Find(site.Channel, draft.Name) is not null ? (null, Refuse.Taken("You have a configuration of this name on this channel."))
            : site.Known is null && own.Items.Count >= ConfigurationRules.Most ? (null, Refuse.Taken($"You may have {ConfigurationRules.Most} configurations, and have."))
            : (Change(own, Compose(own.Owner, site.Channel, draft, site.Known), draft.IsDefault), null);
    }

    // No other configuration is written: which one is the default is told beside them.
    private static ConfigurationChange Change(OwnerConfigurations own, ChannelConfiguration written, bool isDefault) =>
        new(written.Channel, written.Name, written, isDefault ? written.Name : own.IsDefault(written) ? null : own.Defaults.GetValueOrDefault(written.Channel));

    private ChannelConfiguration Compose(string owner, Channel channel, ConfigurationDraft draft, ChannelConfiguration? known)
    {
        DateTimeOffset now = time.GetUtcNow();
        HashSet<string> secret = [.. draft.Kind.Settings.Where(setting => setting.IsSecret).Select(setting => setting.Name)];
        Dictionary<string, string> open = draft.Settings.Where(setting => !secret.Contains(setting.Key)).ToDictionary();
        Dictionary<string, LockedSecret> locked = draft.Settings.Where(setting => secret.Contains(setting.Key))
            .ToDictionary(setting => setting.Key, setting => secrets.Lock(owner, channel, draft.Name, setting.Key, setting.Value));
        bool opensAlike = known is not null && known.Provider == draft.Kind.Name && locked.Count == 0
            && known.Settings.Count == open.Count && known.Settings.All(setting => open.GetValueOrDefault(setting.Key) == setting.Value);
        foreach (string kept in draft.Kept)
        {
            locked[kept] = known!.Secrets[kept];
        }

        string version = opensAlike ? known!.Version : Guid.CreateVersion7(now).ToString("N");
        return new(owner, channel, draft.Name, draft.Kind.Name, version, known?.Created ?? now, now)
        {
            Settings = open,
            Secrets = locked,
            Fallback = draft.Fallback,
            Disabled = !draft.IsEnabled,
        };
    }

    private IResult Tell(HttpRequest request, OwnerConfigurations after, ChannelConfiguration written, bool isNew)
    {
        providers.Outdate(written.Owner);
        logger.ConfigurationChanged(written.ToString(), isNew ? "made" : "changed", request.HttpContext.GetCaller().Application);
        if (isNew)
        {
            request.HttpContext.Response.Headers.Location = $"/api/channels/{Names.Of(written.Channel)}/configurations/{written.Name}";
        }

        return ConfigurationScope.Answer(after, written, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }
}
