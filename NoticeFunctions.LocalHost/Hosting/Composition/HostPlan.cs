using NoticeFunctions.LocalHost.Hosting.Services;
using NoticeFunctions.LocalHost.Hosting.Settings;

namespace NoticeFunctions.LocalHost.Hosting.Composition;

/// <summary>What a builder carries from its making to the host's.</summary>
/// <param name="Options">What the host is made from.</param>
/// <param name="Settings">What the host itself has read.</param>
/// <param name="Services">The development services that it keeps running; null where no setting asks for one.</param>
internal sealed record HostPlan(LocalHostOptions Options, HostSettings Settings, DevelopmentServices? Services);
