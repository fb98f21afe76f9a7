using Streaming.Formats.Rtp;
using Streaming.Primitives.Chance;
using Streaming.Server.Sending;
using Xunit;

namespace Streaming.Testing.Sending;

/// <summary>A wire in virtual time: wakes the session when it asks to be, a little late if told so, and keeps all it sends.</summary>
public sealed class RecordingSink(Instant start) : IPacketSink
{
    private readonly byte[] _inline = new byte[PacketWriter.MaxInline];
    private readonly PacketPart[] _parts = new PacketPart[PacketWriter.MaxParts];

    public Instant Now { get; private set; } = start;

    public List<SentPacket> All { get; } = [];

    public IEnumerable<SentPacket> Media => All.Where(packet => packet is { IsControl: false, Repair: null });

    public IEnumerable<SentPacket> Repairs => All.Where(packet => packet is { IsControl: false, Repair: not null });

    public IEnumerable<SentPacket> Reports => All.Where(packet => packet.IsControl);

    public PacketWriter Begin()
    {
        // Whoever keeps a buffer of the packet before finds nonsense in it.
        _inline.AsSpan().Fill(0xEE);
        return new(_inline, _parts);
    }

    public void Packet(SendStream stream, in PacketWriter packet, Instant due)
    {
        byte[] bytes = new byte[packet.Length];
        Assert.True(packet.TryCopyTo(bytes, stream.Film));
        All.Add(new(stream, Now, due, false, bytes));
    }

    public void Whole(WholeStream stream, ReadOnlySpan<byte> packet, Instant due) => All.Add(Sent(stream, due, false, packet));

    public void Control(OutgoingStream stream, ReadOnlySpan<byte> compound) => All.Add(Sent(stream, Now, true, compound));

    /// <summary>Nobody runs for a while.</summary>
    public void Idle(TimeSpan time) => Now += time;

    /// <summary>Drives the session until it has nothing to do before <paramref name="end"/>.</summary>
    public void Drive(ISender session, Instant end, SeededRandom? lateness = null)
    {
        while (session.Next <= end)
        {
            Instant wake = session.Next + TimeSpan.FromTicks(lateness?.Next(2_000) ?? 0);
            Now = Instant.Max(Now, wake);
            session.Emit(Now, this);
        }

        Now = Instant.Max(Now, end);
    }

    public void DriveToEnd(ISender session)
    {
        while (!session.AtEnd)
            Drive(session, session.Next);
    }

    private SentPacket Sent(OutgoingStream stream, Instant due, bool isControl, ReadOnlySpan<byte> bytes)
    {
        SendStream? source = stream is RepairStream repair ? repair.Source : stream as SendStream;
        return new(source!, Now, due, isControl, bytes.ToArray()) { Whole = stream as WholeStream };
    }
}
