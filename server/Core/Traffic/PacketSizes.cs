using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;

namespace Streaming.Server.Traffic;

/// <summary>The packets of a track as a network sees them: how many each sample makes, and how large they are.</summary>
internal sealed class PacketSizes
{
    /// <summary>UDP and the larger of the two IP headers.</summary>
    public const int Overhead = 8 + 40;

    private readonly List<int> _sizes = [];
    private readonly int[] _firstOf;

    public PacketSizes(TrackIndex index, int maxPacket)
    {
        IPacketizer packetizer = PayloadFormats.CreatePacketizer(index.Track, maxPacket - RtpHeader.Size);
        Span<byte> inline = stackalloc byte[PacketWriter.MaxInline];
        Span<PacketPart> parts = stackalloc PacketPart[PacketWriter.MaxParts];
        ReadOnlySpan<MediaSample> samples = index.Samples;
        _firstOf = new int[samples.Length + 1];
        BytesBefore = new ByteCount[samples.Length + 1];
        for (int i = 0; i < samples.Length; i++)
        {
            ref readonly MediaSample sample = ref samples[i];
            ReadOnlySpan<MediaUnit> units = index.UnitsOf(in sample);
            long bytes = BytesBefore[i].Bytes;
            for (int left = packetizer.Begin(in sample, units); left > 0; left--)
            {
                PacketWriter packet = new(inline, parts);
                packet.Reserve(RtpHeader.Size);
                packetizer.Write(in sample, units, ref packet);
                _sizes.Add(packet.Length + Overhead);
                bytes += packet.Length + Overhead;
            }

            _firstOf[i + 1] = _sizes.Count;
            BytesBefore[i + 1] = new(bytes);
        }
    }

    /// <summary>Of all packets of the samples before each, and at last of all samples.</summary>
    public ByteCount[] BytesBefore { get; }

    public ByteCount Smallest => new(_sizes.Count > 0 ? _sizes.Min() : 0);

    public ByteCount Largest => new(_sizes.Count > 0 ? _sizes.Max() : 0);

    public ByteCount Total => BytesBefore[^1];

    public int PacketsOf(int sample) => _firstOf[sample + 1] - _firstOf[sample];

    /// <summary>The bytes of packets <paramref name="from"/> to <paramref name="to"/> (not included) of a sample.</summary>
    public ByteCount Bytes(int sample, int from, int to)
    {
        long bytes = 0;
        for (int i = _firstOf[sample] + from; i < _firstOf[sample] + to; i++)
            bytes += _sizes[i];
        return new(bytes);
    }
}
