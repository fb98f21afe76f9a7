using System.Buffers.Binary;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Rtcp;

/// <summary>Generic NACK: a receiver names the packets it lost, <c>foreach (NackEntry entry in nack)</c>. RFC 4585 §6.2.1.</summary>
/// <remarks>
/// <code>
/// |V=2|P|  FMT=1  |    PT=205     |          length = 2 + n       |
/// |                  SSRC of packet sender                        |
/// |                  SSRC of media source                         |
/// |            PID                |             BLP               |   n times
/// </code>
/// Whether such packets were ever sent is for whoever sends them to know.
/// </remarks>
public readonly ref struct GenericNack
{
    /// <summary>The feedback message type, where other packets have a count. RFC 4585 §6.2.</summary>
    internal const int Format = 1;

    private const int SourcesSize = 8;

    private readonly ReadOnlySpan<byte> _entries;

    private GenericNack(ReadOnlySpan<byte> body)
    {
        Sender = new(BinaryPrimitives.ReadUInt32BigEndian(body));
        Source = new(BinaryPrimitives.ReadUInt32BigEndian(body[4..]));
        _entries = body[SourcesSize..];
    }

    /// <summary>Who asks.</summary>
    public Ssrc Sender { get; }

    /// <summary>Whose packets were lost.</summary>
    public Ssrc Source { get; }

    /// <summary>1 … 16 381, of up to 17 packets each; nothing says that a packet is named only once.</summary>
    public int Count => _entries.Length / NackEntry.Size;

    public NackEntry this[int index] => NackEntry.Read(_entries[(index * NackEntry.Size)..]);

    /// <summary>False for every other kind of transport feedback, too, and where no packet is named.</summary>
    public static bool TryParse(in RtcpPacket packet, out GenericNack nack)
    {
        nack = default;
        if (packet.Type != RtcpType.TransportFeedback || packet.Count != Format || packet.Body.Length < SourcesSize + NackEntry.Size)
            return false;
        nack = new(packet.Body);
        return true;
    }

    public Enumerator GetEnumerator() => new(this);

    /// <summary>Walks the entries.</summary>
    public ref struct Enumerator
    {
        private readonly GenericNack _nack;
        private int _index = -1;

        internal Enumerator(GenericNack nack) => _nack = nack;

        public readonly NackEntry Current => _nack[_index];

        public bool MoveNext() => ++_index < _nack.Count;
    }
}
