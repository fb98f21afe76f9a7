using System.Buffers.Binary;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Rtcp;

/// <summary>Who the sources are: <c>foreach (SdesItem item in description)</c>. RFC 3550 §6.5.</summary>
/// <remarks>
/// Each chunk is a source and its items (type, length, text), ended by a zero and zeros up to the next word.
/// <code>
/// |                          SSRC/CSRC_1                          |
/// |    CNAME=1    |     length    | user and domain name        ...
/// </code>
/// Deviation (test "ends with the packet"): a last chunk may lack its zero.
/// </remarks>
public readonly ref struct SourceDescription
{
    private readonly ReadOnlySpan<byte> _body;
    private readonly int _chunks;

    private SourceDescription(ReadOnlySpan<byte> body, int chunks)
    {
        _body = body;
        _chunks = chunks;
    }

    public static bool TryParse(in RtcpPacket packet, out SourceDescription description)
    {
        description = default;
        if (packet.Type != RtcpType.SourceDescription)
            return false;
        Enumerator items = new(packet.Body, packet.Count);
        while (items.MoveNext())
        {
        }

        if (items.IsBroken)
            return false;
        description = new(packet.Body, packet.Count);
        return true;
    }

    /// <summary>The canonical name of a source, UTF-8.</summary>
    public bool TryGetCanonicalName(Ssrc source, out ReadOnlySpan<byte> name)
    {
        foreach (SdesItem item in this)
        {
            if (item.Source == source && item.Type == SdesItemType.CanonicalName)
            {
                name = item.Text;
                return true;
            }
        }

        name = default;
        return false;
    }

    public Enumerator GetEnumerator() => new(_body, _chunks);

    /// <summary>Walks the items of all chunks.</summary>
    public ref struct Enumerator
    {
        private readonly ReadOnlySpan<byte> _body;
        private int _position;
        private int _chunks;
        private bool _isInChunk;
        private Ssrc _source;
        private SdesItem _current;

        internal Enumerator(ReadOnlySpan<byte> body, int chunks)
        {
            _body = body;
            _chunks = chunks;
        }

        public readonly SdesItem Current => _current;

        internal bool IsBroken { get; private set; }

        public bool MoveNext()
        {
            while (_isInChunk || _chunks > 0)
            {
                if (!_isInChunk && !TryBeginChunk())
                    return false;
                if (_position >= _body.Length || _body[_position] == 0)
                {
                    // The zero that ends the items, and those that fill the word.
                    _position = (_position + 4) & ~3;
                    _isInChunk = false;
                    continue;
                }

                return TryReadItem();
            }

            return false;
        }

        private bool TryBeginChunk()
        {
            if (_position + 4 > _body.Length)
                return Break();
            _source = new(BinaryPrimitives.ReadUInt32BigEndian(_body[_position..]));
            _position += 4;
            _chunks--;
            _isInChunk = true;
            return true;
        }

        private bool TryReadItem()
        {
            if (_position + 2 > _body.Length || _position + 2 + _body[_position + 1] > _body.Length)
                return Break();
            int length = _body[_position + 1];
            _current = new(_source, (SdesItemType)_body[_position], _body.Slice(_position + 2, length));
            _position += 2 + length;
            return true;
        }

        private bool Break()
        {
            (IsBroken, _isInChunk, _chunks) = (true, false, 0);
            return false;
        }
    }
}
