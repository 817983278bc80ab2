using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Records.Redis;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.Records.Redis;

public sealed class RedisDeviceStoreTests(RedisServer server) : DeviceStoreTests(server);

public sealed class GarnetDeviceStoreTests(GarnetServer server) : DeviceStoreTests(server);

/// <summary>Whose devices are whose.</summary>
public abstract class DeviceStoreTests(RecordsServer server) : ServerTests(server)
{
    private RedisDevices Devices => new(Records.Database, RedisHarness.Addresses, Records.Time);

    private async Task<RegisteredDevice> RegisterAsync(string user, string token, string application = "orders")
    {
        Records.Time.Advance(TimeSpan.FromSeconds(1));
        return await Devices.RegisterAsync(application, user, token, DevicePlatform.Ios, None);
    }

    private async Task<IEnumerable<string>> TokensAsync(string user, string application = "orders") => (await Devices.ListAsync(application, user, None)).Select(device => device.Token);

    [Fact]
    public async Task A_users_devices_are_there_the_latest_first()
    {
        RegisteredDevice phone = await RegisterAsync("ann", "phone");
        RegisteredDevice tablet = await RegisterAsync("ann", "tablet");

        (await Devices.ListAsync("orders", "ann", None)).Should().Equal(tablet, phone);
        phone.Id.Should().MatchRegex("^[0-9a-f]{32}$");
        (await Devices.ListAsync("orders", "Ann", None)).Should().BeEmpty("users are what they are spelt");
        (await Devices.ListAsync("billing", "ann", None)).Should().BeEmpty("another application's users are its own");
    }

    [Fact]
    public async Task A_device_that_is_registered_again_is_one_device()
    {
        RegisteredDevice first = await RegisterAsync("ann", "phone");
        await RegisterAsync("ann", "tablet");
        RegisteredDevice again = await RegisterAsync("ann", "phone");

        again.Id.Should().Be(first.Id);
        (await TokensAsync("ann")).Should().Equal("phone", "tablet");
    }

    [Fact]
    public async Task A_device_that_another_user_signs_in_on_is_no_longer_the_first_ones()
    {
        await RegisterAsync("ann", "phone");
        await RegisterAsync("ann", "tablet");
        await RegisterAsync("bob", "phone");

        (await TokensAsync("ann")).Should().Equal("tablet");
        (await TokensAsync("bob")).Should().Equal("phone");
        await RegisterAsync("ann", "phone", application: "billing");
        (await TokensAsync("bob")).Should().Equal(["phone"], "another application's token is another");
    }

    [Fact]
    public async Task Of_more_than_twenty_the_oldest_leave()
    {
        for (int number = 1; number <= 22; number++)
        {
            await RegisterAsync("ann", $"device-{number}");
        }

        (await TokensAsync("ann")).Should().Equal(Enumerable.Range(3, 20).Reverse().Select(number => $"device-{number}"));
        (await Devices.RemoveTokenAsync("orders", "device-1", None)).Should().BeFalse();
    }

    [Fact]
    public async Task A_device_is_taken_away_by_its_id_or_its_token_once()
    {
        RegisteredDevice phone = await RegisterAsync("ann", "phone");
        await RegisterAsync("ann", "tablet");

        (await Devices.RemoveAsync("billing", phone.Id, user: null, None)).Should().BeFalse();
        (await Devices.RemoveAsync("orders", phone.Id, "bob", None)).Should().BeFalse("it is ann's");
        (await Devices.RemoveAsync("orders", phone.Id, "ann", None)).Should().BeTrue();
        (await Devices.RemoveAsync("orders", phone.Id, user: null, None)).Should().BeFalse();
        (await Devices.RemoveTokenAsync("orders", "tablet", None)).Should().BeTrue();
        (await TokensAsync("ann")).Should().BeEmpty();
    }

    [Fact]
    public async Task A_registration_holds_for_as_long_as_FCM_lets_a_token_be()
    {
        RegisteredDevice phone = await RegisterAsync("ann", "phone");

        (await Records.Database.KeyTimeToLiveAsync(RedisKeys.DeviceOwner("orders", phone.Id))).Should().BeCloseTo(RegisteredDevice.KeptFor, TimeSpan.FromMinutes(1));
        await Records.Database.KeyDeleteAsync(RedisKeys.DeviceOwner("orders", phone.Id));
        (await TokensAsync("ann")).Should().BeEmpty("what expires of it takes it all");
    }
}
