using System.Net.Sockets;
using System.Runtime.InteropServices;
using Streaming.Formats.Rtp;
using Streaming.Qos.Policing;
using Streaming.Server.Host.DataPlane.Native;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.DataPlane;

/// <summary>Datagrams of many senders on their way into one system call: headers in native memory, payload still in the mapped
/// films.</summary>
/// <remarks>
/// Packets of one stream that come one behind the other and are of one size (the last may be shorter) become one message that the kernel
/// cuts: most of a datagram's cost is its way through the kernel, and they share it. Copies of a packet, for a group and for single
/// members, are told apart by their addresses alone: they share the bytes, and the list of where these lie. Reports are sent before media,
/// so that the first one of a stream is ahead of its first packet. Pointers into films are made and handed on, never followed.
/// </remarks>
internal sealed unsafe class DatagramBatch : PacketSender
{
    private const int MaxMessages = 256;
    private const int MaxControls = 64;
    private const int MaxVectors = 4096;

    /// <summary>Headers of a full batch take about 20 kB; the rest is room for payload of films that are not mapped.</summary>
    private const int ArenaSize = 256 * 1024;

    /// <summary>The largest packet there is, and its inline part.</summary>
    private const int MaxPacket = 65_536 + PacketWriter.MaxInline;

    /// <summary>The kernel cuts at most this many from one message (UDP_MAX_SEGMENTS was 64 for long).</summary>
    private const int MaxSegments = 64;

    private const int MaxMessageBytes = 65_000;

    private readonly MessageQueue _media;
    private readonly MessageQueue _control;
    private readonly IoVector* _vectors = (IoVector*)NativeMemory.AllocZeroed(MaxVectors, (nuint)sizeof(IoVector));
    private readonly byte* _arena = (byte*)NativeMemory.AllocZeroed(ArenaSize);
    private readonly PacketPart[] _parts = new PacketPart[PacketWriter.MaxParts];
    private readonly bool _segmentation;
    private int _vectorCount;
    private int _arenaUsed;

    public DatagramBatch(Socket media, Socket control, bool segmentation)
    {
        _media = new(media.SafeHandle, MaxMessages, this);
        _control = new(control.SafeHandle, MaxControls, this);
        _segmentation = segmentation;
    }

    public override PacketWriter Begin()
    {
        if (_media.IsFull || _vectorCount > MaxVectors - PacketWriter.MaxParts || _arenaUsed > ArenaSize - MaxPacket)
            Flush();
        return new(new Span<byte>(_arena + _arenaUsed, PacketWriter.MaxInline), _parts);
    }

    public override void Flush()
    {
        _control.Send();
        _media.Send();
        _vectorCount = 0;
        _arenaUsed = 0;
    }

    public override void Dispose()
    {
        _media.Dispose();
        _control.Dispose();
        NativeMemory.Free(_vectors);
        NativeMemory.Free(_arena);
    }

    /// <summary>Messages that the kernel took.</summary>
    internal void Sent(in Message message, Instant now)
    {
        if (message.IsControl)
            CountSentControl(message.Route, message.Bytes, now);
        else
            CountSent(message.Route, message.Packets, message.Bytes, message.Due, message.Deadline, now);
    }

    internal void Dropped(in Message message, DropReason reason, int error)
    {
        if (message.IsControl)
            return;
        if (reason == DropReason.FilmUnreadable && message.Film is not null)
        {
            FilmUnreadable(message.Route, message.Film!, message.Packets, message.Bytes);
            return;
        }

        CountDropped(message.Route, reason, message.Packets, message.Bytes);
        if (reason == DropReason.Unreachable)
            message.Route.Refused(error);
    }

    protected override void Send(ReadOnlySpan<StreamRoute> routes, SendStream stream, in PacketWriter packet, Instant due)
    {
        IoVector* first = _vectors + _vectorCount;
        byte* inline = _arena + _arenaUsed;
        MappedFile? mapped = stream.Film as MappedFile;
        int used = packet.Inline.Length;
        int count = 0;
        foreach (ref readonly PacketPart part in packet.Parts)
        {
            byte* at;
            if (part.IsInline)
            {
                at = inline + part.Offset;
            }
            else if (mapped is not null)
            {
                // An index that lies must not send what happens to be mapped behind the film.
                bool isInside = (ulong)part.Offset + (ulong)part.Length <= (ulong)mapped.Length && mapped.Address != 0;
                at = isInside ? (byte*)mapped.Address + part.Offset : null;
            }
            else
            {
                at = inline + used;
                if (!stream.Film.TryRead(part.Offset, new Span<byte>(at, part.Length)))
                    at = null;
                used += part.Length;
            }

            if (at == null)
            {
                foreach (StreamRoute route in routes)
                    FilmUnreadable(route, stream.Film, 1, packet.Length);
                return;
            }

            first[count++] = new IoVector { Base = at, Length = (nuint)part.Length };
        }

        _vectorCount += count;
        _arenaUsed += used;
        foreach (StreamRoute route in routes)
            Queue(new(route, stream.Film, stream.Marking, due, stream.Deadline, packet.Length), first, count);
    }

    protected override void SendWhole(ReadOnlySpan<StreamRoute> routes, WholeStream stream, ReadOnlySpan<byte> packet, Instant due)
    {
        IoVector* vector = Copy(packet);
        foreach (StreamRoute route in routes)
            Queue(new(route, null, stream.Marking, due, Instant.Never, packet.Length), vector, 1);
    }

    protected override void SendControl(ReadOnlySpan<StreamRoute> routes, Dscp marking, ReadOnlySpan<byte> compound)
    {
        IoVector* vector = Copy(compound);
        foreach (StreamRoute route in routes)
        {
            if (_control.IsFull)
                _control.Send();
            Message message = new(route, null, marking, default, default, compound.Length) { IsControl = true };
            _control.Add(in message, route.Control, vector, 1);
        }
    }

    private void Queue(in Message message, IoVector* vectors, int count)
    {
        StreamRoute route = message.Route;
        if (_segmentation && route.Segments && _media.TryExtend(in message, vectors, count, MaxSegments, MaxMessageBytes))
            return;
        if (_media.IsFull)
        {
            // With what the bytes lie in: those that still take this packet need it.
            _control.Send();
            _media.Send();
        }

        _media.Add(in message, route.Media, vectors, count);
    }

    /// <summary>Takes a whole packet into the arena.</summary>
    private IoVector* Copy(ReadOnlySpan<byte> packet)
    {
        if (_vectorCount == MaxVectors || _arenaUsed > ArenaSize - MaxPacket)
            Flush();
        byte* at = _arena + _arenaUsed;
        packet.CopyTo(new Span<byte>(at, packet.Length));
        _arenaUsed += packet.Length;
        IoVector* vector = _vectors + _vectorCount++;
        *vector = new IoVector { Base = at, Length = (nuint)packet.Length };
        return vector;
    }
}
