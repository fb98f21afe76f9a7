using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;

namespace Streaming.Server.Sending;

/// <summary>Cuts packets that have left once more, byte for byte the same: with packetizers of its own, for those that send are somewhere
/// else.</summary>
/// <remarks>Where a packet begins is known only by cutting those before it; packets of one sample that come in order, as losses do, are
/// cut once.</remarks>
internal sealed class PacketRecutter(RtpNumbers numbers, int maxPacket)
{
    private StreamSource? _source;
    private IPacketizer? _usual;
    private IPacketizer? _opening;
    private long _first = -1;
    private long _next;

    /// <summary>Writes a packet of a sample, put together.</summary>
    /// <param name="packet">Its unwrapped index.</param>
    /// <returns>Its length; zero where the film cannot be read.</returns>
    public int Write(in SentSample sent, long packet, Span<byte> destination)
    {
        Follow(sent.Source);
        IPacketizer packetizer = sent.Wall is null ? _usual! : _opening!;
        ReadOnlySpan<MediaUnit> units = sent.Source.Index.UnitsOf(sent.Sample);
        if (sent.First != _first || packet < _next)
        {
            packetizer.Begin(sent.Sample, units);
            (_first, _next) = (sent.First, sent.First);
        }

        Span<byte> inline = stackalloc byte[PacketWriter.MaxInline];
        Span<PacketPart> parts = stackalloc PacketPart[PacketWriter.MaxParts];
        while (true)
        {
            PacketWriter writer = new(inline, parts);
            RtpHeader header = numbers.Header(_next, sent.Stamp);
            PacketCutter.Write(packetizer, sent.Sample, units, header, _next == sent.First ? sent.Wall : null, ref writer);
            if (_next++ == packet)
                return writer.TryCopyTo(destination, sent.Source.Film) ? writer.Length : 0;
        }
    }

    /// <summary>Whether it is ready to cut what comes of this source.</summary>
    public bool IsFor(StreamSource source) => _source?.Index == source.Index;

    private void Follow(StreamSource source)
    {
        if (ReferenceEquals(_source, source))
            return;
        if (_source?.Index != source.Index)
        {
            _usual = PayloadFormats.CreatePacketizer(source.Index.Track, maxPacket - RtpHeader.Size);
            _opening = PacketCutter.Opening(source.Index.Track, maxPacket);
        }

        _source = source;
        _first = -1;
    }
}
