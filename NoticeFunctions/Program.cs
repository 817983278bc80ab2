using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using NoticeFunctions.Applications;
using NoticeFunctions.Channels;
using NoticeFunctions.Docs;
using NoticeFunctions.Http;
using NoticeFunctions.Intake;
using NoticeFunctions.Orchestration;
using NoticeFunctions.Records;
using NoticeFunctions.Telemetry;

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseWhen<ProblemMiddleware>(static context => context.FunctionDefinition.InputBindings.Values.Any(static binding => binding.Type == "httpTrigger"));

builder.Services
    .AddNoticeTelemetry(builder.Configuration)
    .AddRecords(builder.Configuration)
    .AddApplications(builder.Configuration, builder.Environment)
    .AddChannels(builder.Configuration)
    .AddOrchestration(builder.Configuration)
    .AddNoticeHttp(builder.Configuration)
    .AddIntake()
    .AddDocs();

await builder.Build().RunAsync();
