using System.Collections.Frozen;
using NoticeFunctions.Admission;
using NoticeFunctions.Applications;
using NoticeFunctions.Controls;
using NoticeFunctions.Controls.Suppressions;
using NoticeFunctions.DeadLetters;
using NoticeFunctions.Devices;
using NoticeFunctions.Docs;
using NoticeFunctions.Health;
using NoticeFunctions.Inbox;
using NoticeFunctions.Intake;
using NoticeFunctions.Intake.Preview;
using NoticeFunctions.Setup;
using NoticeFunctions.Setup.Reading;
using NoticeFunctions.Tracking;
using NoticeFunctions.Tracking.Webhooks;

namespace NoticeFunctions.Access;

/// <summary>
/// The one table of who may call what: every HTTP function stands here by name, and one that doesn't stops the start. The API's document shows the same
/// table. No setting changes it.
/// </summary>
internal static class RoutePolicies
{
    // Most functions read no body at all; what is sent along all the same is not to cost anything.
    private const int Small = 16 * 1024;

    private static readonly FrozenDictionary<string, RoutePolicy> Table = new Dictionary<string, RoutePolicy>
    {
        [nameof(AcceptNotice)] = new(Scopes.NoticesWrite, NoticeLimits.BodyBytesWithAttachments),
        [nameof(PreviewSchedule)] = new(Scopes.NoticesRead, NoticeLimits.PreviewBytes),
        [nameof(AcceptBatch)] = new(Scopes.NoticesWrite, NoticeLimits.BatchBytes),
        [nameof(ListNotices)] = new(Scopes.NoticesRead, Small),
        [nameof(GetNotice)] = new(Scopes.NoticesRead, Small),
        [nameof(ListDeliveries)] = new(Scopes.NoticesRead, Small),
        [nameof(GetNoticeStatus)] = new(Scopes.NoticesRead, Small),
        [nameof(ListLog)] = new(Scopes.NoticesRead, Small),
        [ControlFunctions.Cancel] = new(Scopes.NoticesWrite, ControlBody.Most),
        [ControlFunctions.Pause] = new(Scopes.NoticesWrite, ControlBody.Most),
        [ControlFunctions.Resume] = new(Scopes.NoticesWrite, ControlBody.Most),
        [ControlFunctions.Reschedule] = new(Scopes.NoticesWrite, ControlBody.Most),
        [ControlFunctions.Trigger] = new(Scopes.NoticesWrite, ControlBody.Most),
        [ControlFunctions.Acknowledge] = new(Scopes.NoticesWrite, ControlBody.Most),
        [AcknowledgePage.Show] = new(Scopes.None, Small),
        [AcknowledgePage.Take] = new(Scopes.None, Small),
        [UnsubscribePage.Show] = new(Scopes.None, Small),
        [UnsubscribePage.Take] = new(Scopes.None, Small),
        [SuppressionFunctions.List] = new(Scopes.NoticesRead, Small),
        [SuppressionFunctions.Add] = new(Scopes.NoticesWrite, SuppressionFunctions.Most),
        [SuppressionFunctions.Remove] = new(Scopes.NoticesWrite, Small),
        [BrakeFunctions.PauseChannel] = new(Scopes.Admin, ControlBody.Most),
        [BrakeFunctions.ResumeChannel] = new(Scopes.Admin, ControlBody.Most),
        [BrakeFunctions.PauseApplication] = new(Scopes.Admin, ControlBody.Most),
        [BrakeFunctions.ResumeApplication] = new(Scopes.Admin, ControlBody.Most),
        [nameof(ListDeadLetters)] = new(Scopes.Admin, Small),
        [nameof(RedriveDeadLetters)] = new(Scopes.Admin, RedriveDeadLetters.BodyBytes),
        [nameof(ListSandbox)] = new(Scopes.NoticesRead, Small),

        [nameof(Negotiate)] = new(Scopes.UsersConnect, Small) { IsForUsers = true },
        [InboxFunctions.Read] = new(Scopes.UsersConnect, Small) { IsForUsers = true },
        [InboxFunctions.MarkRead] = new(Scopes.UsersConnect, InboxFunctions.BodyBytes) { IsForUsers = true },
        [InboxFunctions.Acknowledge] = new(Scopes.UsersConnect, InboxFunctions.BodyBytes) { IsForUsers = true },
        [nameof(RegisterDevice)] = new(Scopes.UsersConnect, RegisterDevice.BodyBytes) { IsForUsers = true },
        [nameof(ListDevices)] = new(Scopes.UsersConnect, Small) { IsForUsers = true },
        [nameof(RemoveDevice)] = new(Scopes.UsersConnect, Small) { IsForUsers = true },

        [nameof(RegisterApplication)] = new(Scopes.Admin, Small),
        [nameof(ListApplications)] = new(Scopes.Admin, Small),
        [nameof(GetApplication)] = new(Scopes.Admin, Small),
        [nameof(UpdateApplication)] = new(Scopes.Admin, Small),
        [SwitchApplication.Disable] = new(Scopes.Admin, Small),
        [SwitchApplication.Enable] = new(Scopes.Admin, Small),
        [nameof(DeleteApplication)] = new(Scopes.Admin, Small),
        [nameof(ListKeys)] = new(Scopes.Admin, Small),
        [nameof(AddKey)] = new(Scopes.Admin, Small),
        [nameof(RevokeKey)] = new(Scopes.Admin, Small),

        [ConfigurationFunctions.Create] = new(Scopes.ChannelsManage, ConfigurationBody.Most),
        [nameof(ListConfigurations)] = new(Scopes.ChannelsManage, Small),
        [ConfigurationFunctions.Show] = new(Scopes.ChannelsManage, Small),
        [ConfigurationFunctions.Update] = new(Scopes.ChannelsManage, ConfigurationBody.Most),
        [ConfigurationFunctions.Delete] = new(Scopes.ChannelsManage, Small),
        [nameof(TestConfiguration)] = new(Scopes.ChannelsManage, Small),

        [nameof(TakeSendGridEvents)] = new(Scopes.None, TakeSendGridEvents.Most),
        [nameof(TakeTwilioReport)] = new(Scopes.None, TakeTwilioReport.Most),
        [nameof(GetToken)] = new(Scopes.None, Small),
        [nameof(GetPublicKeys)] = new(Scopes.None, Small),
        [nameof(GetHealth)] = new(Scopes.None, Small),
        [nameof(GetOpenApi)] = new(Scopes.None, Small),
        [nameof(GetDocs)] = new(Scopes.None, Small),
        [nameof(RedirectToDocs)] = new(Scopes.None, Small),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names of the functions that stand here.</summary>
    public static IEnumerable<string> Functions => Table.Keys;

    /// <summary>What a function asks; null for one that nobody has thought of, which nobody may call.</summary>
    public static RoutePolicy? Of(string function) => Table.GetValueOrDefault(function);
}
