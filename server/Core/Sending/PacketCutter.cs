using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;

namespace Streaming.Server.Sending;

/// <summary>Cuts the samples of one stream into RTP packets, the first of them after a PLAY with the time of day in its header.</summary>
/// <remarks>So a receiver has all streams in step from their first packets on, before any report came through. RFC 6051 §3.3. The sample
/// that begins so is cut a little smaller, that no packet is larger than agreed on; all others cost nothing.</remarks>
internal sealed class PacketCutter(RtpNumbers numbers)
{
    /// <summary>The number of the time of day among header extensions, as our descriptions say.</summary>
    public const byte SyncId = 1;

    private IPacketizer? _packetizer;
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

    /// <summary>Starts on a sample, and says how many packets it takes.</summary>
    public int Begin(StreamSource source, in MediaSample sample, ReadOnlySpan<MediaUnit> units)
    {
        _hasSync = false;
        if (_wantsSync && source.Opening is { } opening && opening.Begin(in sample, units) is var packets and > 0)
        {
            (_packetizer, _wantsSync, _hasSync) = (opening, false, true);
            return packets;
        }

        _packetizer = source.Packetizer;
        return _packetizer.Begin(in sample, units);
    }

    /// <summary>Writes the next packet of that sample, with its header.</summary>
    /// <param name="stamp">Of the sample.</param>
    public void Write(in MediaSample sample, ReadOnlySpan<MediaUnit> units, RtpTimestamp stamp, ref PacketWriter packet)
    {
        Span<byte> header = packet.Reserve(RtpHeader.Size);
        Span<byte> sync = _hasSync ? packet.Reserve(SyncExtension.Size) : default;
        bool marker = _packetizer!.Write(in sample, units, ref packet);
        numbers.WriteHeader(header, marker, stamp + packet.TimeOffset);
        if (!_hasSync)
            return;
        RtpHeader.MarkExtended(header);
        SyncExtension.Write(sync, SyncId, numbers.WallOf(sample.PresentationUnits + packet.TimeOffset));
        _hasSync = false;
    }
}
