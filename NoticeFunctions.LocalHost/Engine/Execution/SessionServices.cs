using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace NoticeFunctions.LocalHost.Engine.Execution;

/// <summary>What every session of a host shares.</summary>
internal sealed record SessionServices(IDurableFunctions Functions, DataConverter Converter, ILoggerFactory Loggers, string? DefaultVersion);
