using System.Buffers.Binary;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Rtcp;

/// <summary>What a receiver measures beyond its report blocks: <c>foreach (XrBlock block in report)</c>. RFC 3611 §2.</summary>
/// <remarks>
/// <code>
/// |V=2|P|reserved |   PT=XR=207   |             length            |
/// |                              SSRC                             |
/// :                         report blocks                         :
/// </code>
/// </remarks>
public readonly ref struct ExtendedReport
{
    private readonly ReadOnlySpan<byte> _blocks;

    private ExtendedReport(Ssrc sender, ReadOnlySpan<byte> blocks)
    {
        Sender = sender;
        _blocks = blocks;
    }

    public Ssrc Sender { get; }

    /// <summary>Every block must end where the packet says; what is inside is for the block's own reader.</summary>
    public static bool TryParse(in RtcpPacket packet, out ExtendedReport report)
    {
        report = default;
        if (packet.Type != RtcpType.ExtendedReport || packet.Body.Length < 4)
            return false;
        ReadOnlySpan<byte> rest = packet.Body[4..];
        while (!rest.IsEmpty)
        {
            if (!XrBlock.TryTake(ref rest, out _))
                return false;
        }

        report = new(new(BinaryPrimitives.ReadUInt32BigEndian(packet.Body)), packet.Body[4..]);
        return true;
    }

    public Enumerator GetEnumerator() => new(_blocks);

    /// <summary>Walks the blocks.</summary>
    public ref struct Enumerator
    {
        private ReadOnlySpan<byte> _rest;
        private XrBlock _current;

        internal Enumerator(ReadOnlySpan<byte> blocks) => _rest = blocks;

        public readonly XrBlock Current => _current;

        public bool MoveNext() => XrBlock.TryTake(ref _rest, out _current);
    }
}
