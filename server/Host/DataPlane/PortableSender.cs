using System.Net;
using System.Net.Sockets;
using Streaming.Formats.Rtp;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.DataPlane;

/// <summary>Sends with what every system has: one copied datagram per call.</summary>
internal sealed class PortableSender(Socket media, Socket control) : PacketSender
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

    protected override void Send(StreamRoute route, SendStream stream, in PacketWriter packet, Instant due)
    {
        int used = 0;
        foreach (ref readonly PacketPart part in packet.Parts)
        {
            Span<byte> piece = _packet.AsSpan(used, part.Length);
            if (part.IsInline)
            {
                packet.Inline.Slice((int)part.Offset, part.Length).CopyTo(piece);
            }
            else if (!stream.Film.TryRead(part.Offset, piece))
            {
                FilmUnreadable(route, stream, 1);
                return;
            }

            used += part.Length;
        }

        if (TrySend(media, _packet.AsSpan(0, used), route, route.Media))
            CountSent(route, 1, used, ProcessClock.Now - due);
    }

    protected override void SendControl(StreamRoute route, ReadOnlySpan<byte> compound)
    {
        if (TrySend(control, compound, route, route.Control))
            CountSentControl(route);
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
            CountDropped(route, reason, 1);
            if (reason == DropReason.Unreachable)
                route.Refused((int)e.SocketErrorCode);
            return false;
        }
    }
}
