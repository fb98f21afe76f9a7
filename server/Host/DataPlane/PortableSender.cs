using System.Net;
using System.Net.Sockets;
using Streaming.Formats.Rtp;
using Streaming.Qos.Policing;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.DataPlane;

/// <summary>Sends with what every system has: one copied datagram per call.</summary>
/// <remarks>
/// Marks, and the ways to groups, belong to sockets here: they are set where the next packet's differ from the last one's, a call more.
/// Where the system does not let a program set marks (Windows, and IPv6 but on Linux), packets leave unmarked.
/// </remarks>
internal sealed class PortableSender(PortableSocket media, PortableSocket control) : PacketSender
{
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

    protected override void Send(ReadOnlySpan<StreamRoute> routes, SendStream stream, in PacketWriter packet, Instant due)
    {
        Span<byte> whole = _packet.AsSpan(0, packet.Length);
        bool isReadable = packet.TryCopyTo(whole, stream.Film);
        foreach (StreamRoute route in routes)
        {
            if (!isReadable)
                FilmUnreadable(route, stream.Film, 1, packet.Length);
            else if (TrySend(media, whole, stream.Marking, route, route.Media))
                CountSent(route, 1, whole.Length, due, stream.Deadline, ProcessClock.Now);
        }
    }

    protected override void SendWhole(ReadOnlySpan<StreamRoute> routes, WholeStream stream, ReadOnlySpan<byte> packet, Instant due)
    {
        foreach (StreamRoute route in routes)
        {
            if (TrySend(media, packet, stream.Marking, route, route.Media))
                CountSent(route, 1, packet.Length, due, Instant.Never, ProcessClock.Now);
        }
    }

    protected override void SendControl(ReadOnlySpan<StreamRoute> routes, Dscp marking, ReadOnlySpan<byte> compound)
    {
        foreach (StreamRoute route in routes)
        {
            if (TrySend(control, compound, marking, route, route.Control))
                CountSentControl(route, compound.Length, ProcessClock.Now);
        }
    }

    private bool TrySend(PortableSocket socket, ReadOnlySpan<byte> bytes, Dscp marking, StreamRoute route, SocketAddress to)
    {
        try
        {
            socket.Send(bytes, marking, route, to);
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
