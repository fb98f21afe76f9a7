using System.Globalization;
using Streaming.EndToEnd.Tests.Tools;

namespace Streaming.EndToEnd.Tests.Networks;

/// <summary>One host of a test network: a network namespace with one interface, <c>eth0</c>.</summary>
/// <param name="Space">The name of the namespace.</param>
internal sealed record NetworkHost(string Space, string Address, string AddressV6)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Runs a program on this host, to its end.</summary>
    public Task<ProgramResult> RunAsync(string program, IEnumerable<string> arguments, TimeSpan limit) =>
        ForeignProgram.RunAsync("ip", ["netns", "exec", Space, program, .. arguments], limit);

    /// <summary>Starts a program on this host, which goes on until it is disposed of.</summary>
    public HostedProgram Start(string program, params IEnumerable<string> arguments) =>
        HostedProgram.Start("ip", ["netns", "exec", Space, program, .. arguments]);

    /// <summary>Bytes that have left by an interface, or come in by it.</summary>
    public async Task<long> BytesAsync(bool sent, string link = "eth0")
    {
        string file = $"/sys/class/net/{link}/statistics/{(sent ? "tx" : "rx")}_bytes";
        return long.Parse((await ToolAsync("cat", file)).Trim(), CultureInfo.InvariantCulture);
    }

    /// <summary>From now on so many of the datagrams that come here are lost; zero: none.</summary>
    public Task LoseAsync(double share) => ToolAsync("nft", LossRules(share));

    /// <summary>What a program that must succeed prints.</summary>
    public async Task<string> ToolAsync(string program, params string[] arguments)
    {
        ProgramResult result = await RunAsync(program, arguments, Patience);
        Assert.True(result.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {result}");
        return result.Output;
    }

    /// <summary>For nft, as a file would hold it.</summary>
    private static string LossRules(double share)
    {
        const string Gone = "table inet loss\ndelete table inet loss\n";
        return share == 0 ? Gone : string.Create(CultureInfo.InvariantCulture, $$"""
            {{Gone}}
            table inet loss {
                chain arriving {
                    type filter hook prerouting priority raw
                    meta l4proto udp numgen random mod 10000 < {{(int)(share * 10_000)}} drop
                }
            }
            """);
    }
}
