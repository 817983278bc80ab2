using System.Text.Json.Serialization;
using Notice.Bench.Floor;
using Notice.Bench.Load;
using Notice.Bench.Measures;
using Notice.Bench.Stub;

namespace Notice.Bench;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ArrivalSummary))]
[JsonSerializable(typeof(LoadSummary))]
[JsonSerializable(typeof(FloorNotice))]
[JsonSerializable(typeof(FloorMail))]
[JsonSerializable(typeof(FloorAnswer))]
[JsonSerializable(typeof(Results))]
internal sealed partial class BenchJson : JsonSerializerContext;
