using System.Text.Json.Serialization;

namespace NoticeFunctions.Notices;

/// <summary>How much a notice presses.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Priority>))]
internal enum Priority
{
    /// <summary>May wait its turn, and for quiet hours to pass.</summary>
    Normal,

    /// <summary>Goes first.</summary>
    Urgent,
}
