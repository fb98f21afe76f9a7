using Streaming.Formats.Rtp;
using Streaming.Server.Sending;

namespace Streaming.World.Tests.Network;

/// <summary>Puts the sender's packets together and gives them to the network.</summary>
public sealed class NetworkSink(VirtualNetwork network) : IPacketSink
{
    private readonly byte[] _inline = new byte[PacketWriter.MaxInline];
    private readonly PacketPart[] _parts = new PacketPart[PacketWriter.MaxParts];
    private readonly Dictionary<SendStream, int> _places = [];

    public Instant Now { get; set; }

    public void Add(SendStream stream, int place) => _places.Add(stream, place);

    public PacketWriter Begin() => new(_inline, _parts);

    public void Packet(SendStream stream, in PacketWriter packet, Instant due)
    {
        byte[] bytes = new byte[packet.Length];
        Assert.True(packet.TryCopyTo(bytes, stream.Film));
        network.Send(_places[stream], isReport: false, bytes, Now);
    }

    public void Whole(WholeStream stream, ReadOnlySpan<byte> packet, Instant due) =>
        network.Send(PlaceOf(stream), isReport: false, packet.ToArray(), Now);

    public void Control(OutgoingStream stream, ReadOnlySpan<byte> compound) =>
        network.Send(PlaceOf(stream), isReport: true, compound.ToArray(), Now);

    private int PlaceOf(OutgoingStream stream) => _places[stream is RepairStream repair ? repair.Source : (SendStream)stream];
}
