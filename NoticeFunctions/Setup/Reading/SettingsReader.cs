using System.Text.Json;
using System.Text.Json.Nodes;
using NoticeFunctions.Channels;
using NoticeFunctions.Intake.Validation;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Setup.Reading;

/// <summary>Settings as they were read.</summary>
/// <param name="Given">What the body says.</param>
/// <param name="Kept">The secrets that stay as they are.</param>
internal sealed record SettingsDraft(IReadOnlyDictionary<string, string> Given, IReadOnlyList<string> Kept);

/// <summary>
/// Reads <c>settings</c> by what their provider takes. A secret that is there and left out stays as it is, but only while all that is no secret stays, too: otherwise
/// whoever may change a host could have a secret sent there that nobody may read.
/// </summary>
internal static class SettingsReader
{
    /// <summary>The member.</summary>
    public const string Member = "settings";

    private const int LongestSetting = 16 * 1024;
    private static readonly Dictionary<string, string> NoSettings = [];

    /// <summary>The settings; null with faults.</summary>
    /// <param name="configuration">The configuration's members.</param>
    /// <param name="kind">The provider.</param>
    /// <param name="known">The settings as they stand, secrets included, where the configuration is there and of this provider.</param>
    /// <param name="faults">Where faults go.</param>
    public static SettingsDraft? Read(ObjectReader configuration, IProviderKind kind, IReadOnlyDictionary<string, string>? known, FaultList faults)
    {
        JsonObject example = Example(kind);
        if (configuration.Value(Member) is not { } value)
        {
            if (known is null && kind.Settings.Any(setting => setting.IsRequired))
            {
                configuration.Fault(Member, "is required: the provider's settings", example);
                return null;
            }

            string[] secrets = [.. Secrets(kind).Where(secret => known?.ContainsKey(secret) == true)];
            return new((known ?? NoSettings).Where(setting => !secrets.Contains(setting.Key)).ToDictionary(), secrets);
        }

        if (ObjectReader.Open(value, configuration.At(Member), faults, [.. kind.Settings.Select(setting => setting.Name)], example) is not { } settings)
        {
            return null;
        }

        Dictionary<string, string> given = [];
        foreach (ProviderSetting setting in kind.Settings)
        {
            if (ReadOne(settings, setting) is { } text)
            {
                given[setting.Name] = text;
            }
        }

        string[] left = [.. Secrets(kind).Where(secret => known?.ContainsKey(secret) == true && !settings.Has(secret))];
        bool keeps = known is not null && kind.Settings.Where(setting => !setting.IsSecret).All(setting => known.GetValueOrDefault(setting.Name) == given.GetValueOrDefault(setting.Name));
        Check(kind, settings, given, left, keeps, known);
        return new(given, left);
    }

    private static void Check(
        IProviderKind kind, ObjectReader settings, Dictionary<string, string> given, string[] left, bool keeps, IReadOnlyDictionary<string, string>? known)
    {
        foreach (ProviderSetting setting in kind.Settings)
        {
            if (left.Contains(setting.Name))
            {
                if (!keeps)
                {
                    settings.Fault(setting.Name, "has to be given again: a secret that is left out stays as it is only while no other setting changes", setting.Example);
                }
            }
            else if (setting.IsRequired && !settings.Has(setting.Name))
            {
                settings.Fault(setting.Name, "is required", setting.Example);
            }
        }

        Dictionary<string, string> whole = new(given, StringComparer.Ordinal);
        foreach (string secret in keeps ? left : [])
        {
            whole[secret] = known![secret];
        }

        foreach (SettingFault fault in kind.Check(whole))
        {
            settings.Fault(fault.Setting, fault.Detail, kind.Settings.First(setting => setting.Name == fault.Setting).Example);
        }
    }

    private static string? ReadOne(ObjectReader settings, ProviderSetting setting)
    {
        string? text = settings.Value(setting.Name) is not { } value ? null : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number or JsonValueKind.Object => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => "",
        };
        if (text is { Length: 0 or > LongestSetting })
        {
            settings.Fault(setting.Name, $"must be a text of 1 to {LongestSetting} characters, a number or a flag", setting.Example);
            return null;
        }

        return text;
    }

    private static IEnumerable<string> Secrets(IProviderKind kind) => kind.Settings.Where(setting => setting.IsSecret).Select(setting => setting.Name);

    private static JsonObject Example(IProviderKind kind) =>
        new(kind.Settings.Where(setting => setting.IsRequired).Select(setting => KeyValuePair.Create(setting.Name, (JsonNode?)setting.Example)));
}
