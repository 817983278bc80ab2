using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using NoticeFunctions.Access;
using NoticeFunctions.Applications;
using NoticeFunctions.Channels;
using NoticeFunctions.Controls;
using NoticeFunctions.DeadLetters;
using NoticeFunctions.Docs;
using NoticeFunctions.Events;
using NoticeFunctions.Http;
using NoticeFunctions.Inbox;
using NoticeFunctions.Intake;
using NoticeFunctions.Kafka;
using NoticeFunctions.Limits;
using NoticeFunctions.Orchestration;
using NoticeFunctions.Records;
using NoticeFunctions.Secrets;
using NoticeFunctions.Setup;
using NoticeFunctions.Telemetry;

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();

// The first is the outermost. None of them ever stands around an orchestration, whose turns must stay on one thread.
builder.UseWhen<AnswerHeaders>(HttpTriggers.Started);
builder.UseWhen<ProblemMiddleware>(HttpTriggers.Started);
builder.UseWhen<AccessMiddleware>(HttpTriggers.Started);

builder.Services
    .AddNoticeTelemetry(builder.Configuration)
    .AddRecords(builder.Configuration)
    .AddSecrets(builder.Configuration, builder.Environment)
    .AddLimits(builder.Configuration)
    .AddApplications(builder.Configuration)
    .AddChannels(builder.Configuration)
    .AddOrchestration(builder.Configuration)
    .AddNoticeHttp(builder.Configuration)
    .AddKafka(builder.Configuration)
    .AddEvents(builder.Configuration)
    .AddIntake()
    .AddDeadLetters()
    .AddControls()
    .AddInbox()
    .AddSetup()
    .AddAccess()
    .AddDocs();

await builder.Build().RunAsync();
