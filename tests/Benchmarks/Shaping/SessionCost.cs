using System.Net;
using Streaming.Benchmarks.Sending;
using Streaming.Formats.Rtp;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Host.DataPlane.Native;
using Streaming.Server.Sending;

namespace Streaming.Benchmarks.Shaping;

/// <summary>What a contract adds to a session's sending: the same film, in virtual time, to a sink that looks at nothing.</summary>
internal sealed class SessionCost : IPacketSink
{
    /// <summary>Wide enough for the film, and for its reports: what is measured is the asking and not the waiting.</summary>
    private static readonly TrafficSpec Wide = new(BitRate.Mbps(4), new(200_000), TrafficSpec.NoPeak, new(60), new(1_448));

    private static readonly IPEndPoint Nowhere = new(IPAddress.Loopback, 5_004);

    private readonly byte[] _inline = new byte[PacketWriter.MaxInline];
    private readonly PacketPart[] _parts = new PacketPart[PacketWriter.MaxParts];
    private long _packets;
    private long _bytes;

    public static void Measure(Table table)
    {
        using BenchFilm film = new(BitRate.Mbps(2), BitRate.Kbps(128), seconds: 120);
        (string Name, TrafficSpec? Traffic)[] all =
        [
            ("a session without a contract", null),
            ("a session with a contract", Wide),
            ("a session with a contract that has a peak", Wide with { Peak = BitRate.Mbps(40) }),
            ("a session with a contract that holds it back", Wide with { Rate = BitRate.Kbps(2_300), Depth = new(3_000) }),
        ];
        long[] allocated = new long[all.Length];
        double[] costs = Turns.Least(
            [.. all.Select((each, i) => new Func<double>(() => new SessionCost().Play(film, each.Traffic, out allocated[i])))]);
        for (int i = 0; i < all.Length; i++)
            table.Add(all[i].Name, costs[i], "ns", "", $"{costs[i] / costs[0]:0.00} × without, {allocated[i]} bytes allocated");
    }

    public PacketWriter Begin() => new(_inline, _parts);

    public void Packet(SendStream stream, in PacketWriter packet, Instant due)
    {
        _packets++;
        _bytes += packet.Length;
    }

    public void Whole(WholeStream stream, ReadOnlySpan<byte> packet, Instant due) => _bytes += packet.Length;

    public void Control(OutgoingStream stream, ReadOnlySpan<byte> compound) => _bytes += compound.Length;

    /// <summary>The whole film; answers with nanoseconds per packet.</summary>
    /// <param name="allocated">Whole bytes per packet.</param>
    private double Play(BenchFilm film, TrafficSpec? traffic, out long allocated)
    {
        Instant now = new(0);
        SendSession session = film.NewSession(1, now, Nowhere);
        if (traffic is not null)
            session.Change(new(Granted(traffic), []), now);
        session.Prepare(MediaTime.Zero, null, now);
        long before = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan begin = Libc.ThreadTime();
        while (!session.AtEnd)
        {
            now = Instant.Max(now, session.Next);
            session.Emit(now, this);
        }

        TimeSpan cost = Libc.ThreadTime() - begin;
        allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / _packets;
        return cost.TotalNanoseconds / _packets;
    }

    private static Contract Granted(TrafficSpec traffic) => new()
    {
        Generation = 1,
        Class = ServiceClass.ControlledLoad,
        Traffic = traffic,
        Reserved = traffic.Rate,
        Buffer = TimeSpan.FromSeconds(1),
        Priority = FlowSpecRules.UsualPriority,
    };
}
