using System.Text.Json.Serialization;

namespace NoticeFunctions.Notices;

/// <summary>What happens to occurrences that a cycle could not fire in time, as when the platform was down.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<MisfirePolicy>))]
internal enum MisfirePolicy
{
    /// <summary>All that were missed collapse into one late firing: the default.</summary>
    Once,

    /// <summary>What is more than a minute late is not sent.</summary>
    Skip,

    /// <summary>Each is made up for, oldest first; of more than 100 only the latest 100 are.</summary>
    All,
}
