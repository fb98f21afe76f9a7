using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;

namespace Streaming.Server.Sending;

/// <summary>Cuts the samples of one stream into RTP packets, the first of them after a PLAY with the time of day in its header.</summary>
/// <remarks>So a receiver has all streams in step from their first packets on, before any report came through. RFC 6051 §3.3. The sample
/// that begins so is cut a little smaller, that no packet is larger than agreed on; all others cost nothing.</remarks>
internal sealed class PacketCutter(RtpNumbers numbers, Outlet outlet)
{
    /// <summary>The number of the time of day among header extensions, as our descriptions say.</summary>
    public const byte SyncId = 1;

    private IPacketizer? _packetizer;
    private HeldPacket? _held;
    private bool _wantsSync;
    private bool _hasSync;

    /// <summary>Cuts a source's samples with room for the time of day, for packets of at most <paramref name="maxPacket"/> bytes; null
    /// where they are too small for it.</summary>
    public static IPacketizer? Opening(Track track, int maxPacket) =>
        maxPacket - RtpHeader.Size - SyncExtension.Size is var room && room >= PayloadFormats.MinPayload
            ? PayloadFormats.CreatePacketizer(track, room)
            : null;

    /// <summary>The next sample that begins carries the time of day.</summary>
    public void Synchronise() => _wantsSync = true;

    /// <summary>Bytes of the packet that is kept until it may leave; zero: there is none.</summary>
    public int Held => _held?.Length ?? 0;

    /// <summary>The time of day in the first packet of the sample at hand; null: there is none.</summary>
    public NtpTime? Wall { get; private set; }

    /// <summary>Starts on a sample, and says how many packets it takes.</summary>
    public int Begin(StreamSource source, in MediaSample sample, ReadOnlySpan<MediaUnit> units)
    {
        _hasSync = false;
        Wall = null;
        if (_wantsSync && source.Opening is { } opening && opening.Begin(in sample, units) is var packets and > 0)
        {
            (_packetizer, _wantsSync, _hasSync) = (opening, false, true);
            return packets;
        }

        _packetizer = source.Packetizer;
        return _packetizer.Begin(in sample, units);
    }

    /// <summary>Writes the next packet of that sample, with its header; of one that was kept, the very same.</summary>
    /// <param name="stamp">Of the sample.</param>
    /// <returns>False where the shaper does not let it pass yet: it is kept.</returns>
    public bool TryWrite(in MediaSample sample, ReadOnlySpan<MediaUnit> units, RtpTimestamp stamp, Instant now, ref PacketWriter packet)
    {
        bool wasHeld = Held > 0;
        Write(in sample, units, stamp, ref packet);
        bool passes = outlet.TryPass(packet.Length, isReport: false, wasHeld, now);
        if (passes)
            Drop();
        else if (!wasHeld)
            (_held ??= new()).Keep(in packet);
        return passes;
    }

    /// <summary>A packet that was kept leaves in another PLAY.</summary>
    /// <param name="stamp">Of its sample.</param>
    public void Restamp(RtpTimestamp stamp)
    {
        if (Held > 0)
            _held!.Restamp(stamp);
    }

    /// <summary>The packet that was kept is given up.</summary>
    public void Drop() => _held?.Drop();

    /// <summary>Writes the next packet of a sample that a packetizer has begun.</summary>
    /// <param name="header">With the time stamp of the sample.</param>
    /// <param name="wall">The time of day that it carries; null: none. For a first packet, which begins with its sample.</param>
    public static void Write(
        IPacketizer packetizer, in MediaSample sample, ReadOnlySpan<MediaUnit> units, RtpHeader header, NtpTime? wall,
        ref PacketWriter packet)
    {
        Span<byte> fixedHeader = packet.Reserve(RtpHeader.Size);
        Span<byte> sync = wall is null ? default : packet.Reserve(SyncExtension.Size);
        bool marker = packetizer.Write(in sample, units, ref packet);
        (header with { Marker = marker, Timestamp = header.Timestamp + packet.TimeOffset }).Write(fixedHeader);
        if (wall is not NtpTime time)
            return;
        RtpHeader.MarkExtended(fixedHeader);
        SyncExtension.Write(sync, SyncId, time);
    }

    private void Write(in MediaSample sample, ReadOnlySpan<MediaUnit> units, RtpTimestamp stamp, ref PacketWriter packet)
    {
        if (Held > 0)
        {
            _held!.WriteTo(ref packet);
            return;
        }

        if (_hasSync)
            Wall = numbers.WallOf(sample.PresentationUnits);
        Write(_packetizer!, in sample, units, numbers.Header(numbers.Packets, stamp), _hasSync ? Wall : null, ref packet);
        _hasSync = false;
    }
}
