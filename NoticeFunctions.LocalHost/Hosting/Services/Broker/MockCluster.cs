using System.Runtime.InteropServices;

namespace NoticeFunctions.LocalHost.Hosting.Services.Broker;

/// <summary>librdkafka's mock cluster (rdkafka_mock.h), which Confluent.Kafka carries along and has no name for. It lives as long as its process.</summary>
internal static partial class MockCluster
{
    private const string Library = "librdkafka";
    private const int Producer = 0;
    private const int Brokers = 3;
    private const int Partitions = 6;

    // Of which system libraries each needs differs; Confluent.Kafka tries them in this order, too.
    private static readonly string[] Builds = [Library, "centos8-librdkafka", "alpine-librdkafka"];

    // Members of a group that has just begun are waited for; on one machine they are there at once.
    private const int RebalanceDelayMilliseconds = 50;

    /// <summary>Starts it.</summary>
    /// <param name="topics">The topics that it has from its start.</param>
    /// <returns>Where its brokers listen: <c>host:port,host:port</c>.</returns>
    /// <exception cref="InvalidOperationException">librdkafka refuses.</exception>
    public static string Start(IEnumerable<string> topics)
    {
        NativeLibrary.SetDllImportResolver(typeof(MockCluster).Assembly, static (name, assembly, path) =>
            name != Library ? 0 : Builds.Select(build => NativeLibrary.TryLoad(build, assembly, path, out nint handle) ? handle : 0).FirstOrDefault(handle => handle != 0));
        Span<byte> error = stackalloc byte[512];
        nint client = New(Producer, NewConfiguration(), ref MemoryMarshal.GetReference(error), (nuint)error.Length);
        nint cluster = client == 0 ? 0 : NewCluster(client, Brokers);
        if (cluster == 0)
        {
            throw new InvalidOperationException("librdkafka starts no mock cluster.");
        }

        SetRebalanceDelay(cluster, RebalanceDelayMilliseconds);
        foreach (string topic in topics)
        {
            if (CreateTopic(cluster, topic, Partitions, Brokers) is not 0 and int code)
            {
                throw new InvalidOperationException($"librdkafka makes no topic '{topic}': error {code}.");
            }
        }

        return Marshal.PtrToStringUTF8(Bootstraps(cluster))!;
    }

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_new")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static partial nint NewConfiguration();

    [LibraryImport(Library, EntryPoint = "rd_kafka_new")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static partial nint New(int type, nint configuration, ref byte error, nuint errorSize);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_new")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static partial nint NewCluster(nint client, int brokers);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_bootstraps")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static partial nint Bootstraps(nint cluster);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_topic_create", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static partial int CreateTopic(nint cluster, string topic, int partitions, int replicas);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_group_initial_rebalance_delay_ms")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static partial void SetRebalanceDelay(nint cluster, int milliseconds);
}
