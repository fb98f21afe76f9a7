using System.Net;
using Streaming.Qos.Admission;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Contracts;
using Streaming.Server.Host.Contracts;
using Streaming.Server.Sessions;

namespace Streaming.Server.Tests.HostContracts;

/// <summary>A desk over an uplink of 10 Mb/s with two floors behind it, and sessions that are nothing but wishes.</summary>
internal sealed class DeskRig
{
    public static readonly NetworkOptions Network = new()
    {
        Links =
        [
            Link("uplink", 10),
            Link("floor1", 4, "uplink"),
            Link("floor2", 20, "uplink"),
        ],
        Routes = [new("10.1.0.0/16", "floor1"), new("10.2.0.0/16", "floor2")],
        Lease = TimeSpan.FromSeconds(60),
    };

    private readonly Dictionary<SessionId, IReadOnlyList<OperatingPoint>> _ladders = [];

    public DeskRig(NetworkOptions? network = null)
    {
        Desk = new(network ?? Network, Time.Clock) { Ladders = session => _ladders.GetValueOrDefault(session) ?? [] };
    }

    public SteppedClock Time { get; } = new();

    public ContractDesk Desk { get; }

    /// <summary>The whole rate may be promised: sums are easier to see.</summary>
    public static LinkSettings Link(string name, long megabits, string? via = null) =>
        new(name, BitRate.Mbps(megabits), Ratio.One, new(10_000_000), TimeSpan.FromMilliseconds(1), via);

    public static IReadOnlyList<OperatingPoint> Ladder(params long[] kilobits) => [.. kilobits.Select((rate, level) => new OperatingPoint(
        level,
        $"{rate}k",
        [new StreamChoice(1, 1 + level, StreamMode.Whole)],
        new TrafficSpec(BitRate.Kbps(rate), new(5_000), BitRate.Mbps(100), new(60), new(1_448)),
        TimeSpan.FromSeconds(1)))];

    public ReservationAnswer Reserve(
        ulong session, IReadOnlyList<OperatingPoint> points, string client = "10.2.0.1", FlowSpec? asked = null)
    {
        SessionId id = new(session);
        _ladders[id] = points;
        return Desk.Reserve(new(id, IPAddress.Parse(client), points, asked ?? FlowSpec.Nothing, 1, null), Time.Now);
    }

    public string Granted(ulong session, IReadOnlyList<OperatingPoint> points, string client = "10.2.0.1", int? priority = null) =>
        Assert.IsType<ReservationAnswer.Granted>(Reserve(session, points, client, new() { Priority = priority })).Point.Name;

    public BitRate Reserved(string link) => Desk.Usage().Single(usage => usage.Link.Name == link).Reserved;

    public void CheckEmpty()
    {
        Assert.All(Desk.Usage(), usage => Assert.Equal((BitRate.Zero, ByteCount.Zero), (usage.Reserved, usage.Depth)));
        Assert.Equal(0, Desk.Counters.Reservations);
        Assert.Equal(MachineLoad.Zero, Desk.Under(book => book.Links.Ledger.MachineReserved));
    }
}
