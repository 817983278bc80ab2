using System.Text.RegularExpressions;
using ArchUnitNET.Domain;

namespace NoticeFunctions.Tests.Architecture;

/// <summary>The app's rooms (its top folders) depend in one direction. docs/architecture.md draws what is ruled here.</summary>
public sealed partial class RoomTests
{
    /// <summary>A room may use those before it.</summary>
    internal static readonly IReadOnlyList<string> Order =
    [
        "Addresses", "Notices", "Schedules", "Problems", "Telemetry", "Records", "Secrets", "Limits", "Channels",
        "Orchestration", "Sweeping", "Http", "Applications", "Health", "Tracking", "Kafka", "Events", "Intake", "DeadLetters", "Controls", "Inbox", "Devices", "Admission", "Setup", "Access", "Docs",
    ];

    private static readonly IReadOnlyList<(IType User, IType Used)> Uses = [.. Assemblies.UsesIn(Assemblies.App)];

    [Fact]
    public void A_room_uses_only_rooms_before_it() =>
        Uses.Select(use => (use.User, Room: Room(use.User), use.Used, UsedRoom: Room(use.Used)))
            .Where(use => use.Room is not null && use.UsedRoom is not null && Place(use.Room) < Place(use.UsedRoom))
            .Select(use => $"{use.User.FullName} uses {use.Used.FullName}")
            .Should().BeEmpty($"the order is {string.Join(", ", Order)}");

    [Fact]
    public void Every_room_has_its_place_in_the_order() =>
        Assemblies.TypesOf(Assemblies.App).Select(Room).OfType<string>().Distinct()
            .Should().BeSubsetOf(Order);

    [Fact]
    public void Only_the_composition_at_the_top_uses_every_room() =>
        Uses.Where(use => Room(use.User) is not null && use.Used.Namespace.FullName == "NoticeFunctions")
            .Select(use => $"{use.User.FullName} uses {use.Used.FullName}")
            .Should().BeEmpty();

    [Fact]
    public void Schedules_are_pure() =>
        Uses.Where(use => Room(use.User) == "Schedules" && Impure().IsMatch(use.Used.FullName))
            .Select(use => $"{use.User.FullName} uses {use.Used.FullName}")
            .Should().BeEmpty("when the next occurrence is due follows from the schedule alone");

    [Theory]
    [InlineData("System.IO.File")]
    [InlineData("System.TimeProvider")]
    [InlineData("System.Threading.Tasks.Task")]
    [InlineData("StackExchange.Redis.IDatabase")]
    [InlineData("Microsoft.AspNetCore.Http.HttpContext")]
    public void Input_output_and_clocks_count_as_impure(string type) => Impure().IsMatch(type).Should().BeTrue();

    private static int Place(string room) => Order.TakeWhile(other => other != room).Count();

    // What belongs to the app's own namespace, the composition, is in no room.
    private static string? Room(IType type) =>
        type.Assembly.FullName == Assemblies.App.FullName && RoomOf().Match(type.Namespace.FullName) is { Success: true } match ? match.Groups["room"].Value : null;

    [GeneratedRegex(@"^NoticeFunctions\.(?<room>\w+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RoomOf();

    [GeneratedRegex(@"^(System\.(IO|Net|Threading|Diagnostics\.(Process|Stopwatch)|Data|Random$|Environment$|TimeProvider$)|Microsoft\.(?!CodeAnalysis\.Embedded)|StackExchange\.|Azure\.|SendGrid)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Impure();
}
