using Streaming.Benchmarks;
using Streaming.Benchmarks.Admission;
using Streaming.Benchmarks.Capacity;
using Streaming.Benchmarks.Channels;
using Streaming.Benchmarks.Decoding;
using Streaming.Benchmarks.Fec;
using Streaming.Benchmarks.Lab;
using Streaming.Benchmarks.Media;
using Streaming.Benchmarks.Networks;
using Streaming.Benchmarks.Parsing;
using Streaming.Benchmarks.Sending;
using Streaming.Benchmarks.Shaping;
using Streaming.Benchmarks.Sound;

// bench NAME [--json FILE]: prints a table, and with --json writes the same figures.
const string usage =
    "usage: bench [delivery|lateness|index|parsers|admission|shaping|capacity|channel|sound|decode|fec|recovery|network] [--json FILE]";
string? json = null;
string? name = null;
for (int i = 0; i < args.Length; i++)
{
    if (args[i] == "--json" && i + 1 < args.Length)
        json = args[++i];
    else if (name is null && !args[i].StartsWith('-'))
        name = args[i];
    else
        return Wrong();
}

Table? table = name switch
{
    null or "delivery" => DeliveryBench.Run(),
    "lateness" => DeliveryBench.RunLateness(),
    "index" => IndexBench.Run(),
    "parsers" => ParserBench.Run(),
    "admission" => AdmissionBench.Run(),
    "shaping" => ShapingBench.Run(),
    "capacity" => CapacityBench.Run(),
    "channel" => ChannelBench.Run(),
    "sound" => SoundBench.Run(),
    "fec" => FecBench.Run(),
    "network" => NetworkBench.Run(),
    "recovery" => FecBench.RunRecovery(),
    "lab" => LabBench.Run(),
    "decode" => await DecodeBench.RunAsync(),
    _ => null,
};
if (table is null)
    return Wrong();
table.Print(Console.Out);
if (json is not null)
    await File.WriteAllTextAsync(json, table.ToJson());
return 0;

static int Wrong()
{
    Console.Error.WriteLine(usage);
    return 2;
}
