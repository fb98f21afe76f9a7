using Streaming.Formats.Rtp;
using Streaming.Server.Channels;
using Streaming.Server.Sending;
using Streaming.World.Tests.Network;

namespace Streaming.World.Tests.Channels;

/// <summary>Takes what a channel sends: media and reports to the network, parity aside; and notes when what left.</summary>
public sealed class ChannelSink(VirtualNetwork network, IReadOnlyList<LaneStream> lanes) : IPacketSink
{
    /// <summary>IPv6 and UDP.</summary>
    private const int LowerHeaders = 48;

    private readonly byte[] _inline = new byte[PacketWriter.MaxInline];
    private readonly PacketPart[] _parts = new PacketPart[PacketWriter.MaxParts];

    public Instant Now { get; set; }

    /// <summary>Of what is put aside only the sizes are kept, where it is many.</summary>
    public bool KeepsPackets { get; set; } = true;

    public List<ChannelPacket> Media { get; } = [];

    public List<ChannelPacket> Parity { get; } = [];

    /// <summary>Everything, as links count it.</summary>
    public List<(Instant At, ByteCount Size)> Datagrams { get; } = [];

    public List<(int Lane, Instant At)> Reports { get; } = [];

    /// <summary>The most that a packet left behind its deadline.</summary>
    public TimeSpan Latest { get; private set; }

    public PacketWriter Begin() => new(_inline, _parts);

    public void Packet(SendStream stream, in PacketWriter packet, Instant due)
    {
        byte[] bytes = new byte[packet.Length];
        Assert.True(packet.TryCopyTo(bytes, stream.Film));
        Latest = Now - stream.Deadline > Latest ? Now - stream.Deadline : Latest;
        int lane = PlaceOf(stream);
        Count(bytes.Length);
        if (KeepsPackets)
            Media.Add(new(lane, Now, bytes));
        network.Send(lane, isReport: false, bytes, Now);
    }

    public void Whole(WholeStream stream, ReadOnlySpan<byte> packet, Instant due)
    {
        Count(packet.Length);
        if (KeepsPackets)
            Parity.Add(new(PlaceOf(((RepairStream)stream).Source), Now, packet.ToArray()));
    }

    public void Control(OutgoingStream stream, ReadOnlySpan<byte> compound)
    {
        Count(compound.Length);
        if (stream is not SendStream sending)
            return;
        Reports.Add((PlaceOf(sending), Now));
        network.Send(PlaceOf(sending), isReport: true, compound.ToArray(), Now);
    }

    private void Count(int bytes)
    {
        if (KeepsPackets)
            Datagrams.Add((Now, new(bytes + LowerHeaders)));
    }

    private int PlaceOf(SendStream stream)
    {
        for (int i = 0; i < lanes.Count; i++)
        {
            if (lanes[i].Sending == stream)
                return i;
        }

        return -1;
    }
}
