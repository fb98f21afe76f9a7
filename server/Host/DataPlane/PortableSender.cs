using System.Net;
using System.Net.Sockets;
using Streaming.Formats.Rtp;
using Streaming.Qos.Policing;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.DataPlane;

/// <summary>Sends with what every system has: one copied datagram per call.</summary>
/// <remarks>
/// Marks belong to sockets here: one is set where the next packet's differs from the last one's, a call more. Where the system does not let
/// a program set them (Windows, and IPv6 but on Linux), packets leave unmarked.
/// </remarks>
internal sealed class PortableSender(Socket media, Socket control) : PacketSender
{
    private readonly SocketMarking _mediaMarking = new(media);
    private readonly SocketMarking _controlMarking = new(control);

    private readonly byte[] _inline = new byte[PacketWriter.MaxInline];
    private readonly PacketPart[] _parts = new PacketPart[PacketWriter.MaxParts];
    private readonly byte[] _packet = new byte[65_536];

    public override PacketWriter Begin() => new(_inline, _parts);

    public override void Flush()
    {
    }

    public override void Dispose()
    {
    }

    protected override void Send(StreamRoute route, SendStream stream, in PacketWriter packet, Instant due)
    {
        Span<byte> whole = _packet.AsSpan(0, packet.Length);
        if (!packet.TryCopyTo(whole, stream.Film))
        {
            FilmUnreadable(route, stream, 1, packet.Length);
            return;
        }

        _mediaMarking.Set(stream.Marking);
        if (TrySend(media, whole, route, route.Media))
            CountSent(route, 1, whole.Length, due, stream.Deadline, ProcessClock.Now);
    }

    protected override void SendRepair(StreamRoute route, RepairStream stream, ReadOnlySpan<byte> packet, Instant due)
    {
        _mediaMarking.Set(stream.Marking);
        if (TrySend(media, packet, route, route.Media))
            CountSent(route, 1, packet.Length, due, Instant.Never, ProcessClock.Now);
    }

    protected override void SendControl(StreamRoute route, Dscp marking, ReadOnlySpan<byte> compound)
    {
        _controlMarking.Set(marking);
        if (TrySend(control, compound, route, route.Control))
            CountSentControl(route, compound.Length, ProcessClock.Now);
    }

    private bool TrySend(Socket socket, ReadOnlySpan<byte> bytes, StreamRoute route, SocketAddress to)
    {
        try
        {
            socket.SendTo(bytes, SocketFlags.None, to);
            return true;
        }
        catch (SocketException e)
        {
            DropReason reason = e.SocketErrorCode switch
            {
                SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable => DropReason.SocketFull,
                SocketError.MessageSize => DropReason.TooLarge,
                _ => DropReason.Unreachable,
            };
            CountDropped(route, reason, 1, bytes.Length);
            if (reason == DropReason.Unreachable)
                route.Refused((int)e.SocketErrorCode);
            return false;
        }
    }
}
