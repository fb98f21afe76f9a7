using Streaming.Formats.Fec;
using Streaming.Formats.Rtp;
using Streaming.Qos.Shaping;

namespace Streaming.Server.Sending;

/// <summary>The parity of one stream: what leaves goes in, what is ready leaves next.</summary>
/// <remarks>
/// A pause or a seek leaves the block open: numbers go on without a hole, and what is missing of what left before is shown after as much
/// of the film as ever. The film's bytes are read by position, never through the mapping.
/// </remarks>
internal sealed class ParityStage
{
    /// <summary>A block in which nothing has left for so long is closed with what it has: a picture of the slowest film, four a second, is
    /// still waited for; of subtitles each is its own block.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMilliseconds(400);

    /// <summary>Of sound on the telephone: a large packet in 200 ms. Whoever sends less than that all in all has hardly any parity to set
    /// free.</summary>
    private static readonly BitRate LeastPace = BitRate.Kbps(64);

    private readonly FecEncoder _encoder;
    private readonly byte[] _media;
    private readonly byte[] _parity;
    private ParityLayout _layout;
    private int _unsettled;
    private bool _isOpen;

    public ParityStage(RepairStream stream)
    {
        Stream = stream;
        _encoder = new(stream.PayloadType, stream.Identity, stream.Source.Identity.Ssrc);
        _media = new byte[stream.Source.MaxPacket];
        _parity = new byte[stream.Source.MaxPacket + FlexFecPacket.Overhead];
    }

    public RepairStream Stream { get; }

    /// <summary>Bytes of the next parity packet that has come in its turn; zero: none is ready.</summary>
    public int Ready => _encoder.HasNext && !_encoder.IsNextFreed ? _encoder.NextSize : 0;

    /// <summary>Bytes of the next one of those that were set free together, which leave behind all others; zero: there are none.</summary>
    public int Freed => _encoder.IsNextFreed ? _encoder.NextSize : 0;

    /// <summary>When that may leave: at the pace of the media, which have just paused or come to their end, they take no more of the
    /// contract than these would have taken.</summary>
    public Instant FreedAt { get; private set; }

    /// <summary>The shaper holds the next one back.</summary>
    public bool IsHeld { get; set; }

    /// <summary>When the block is closed as it is; never, where none is open or nothing runs.</summary>
    public Instant ClosesAt { get; private set; } = Instant.Never;

    /// <summary>Whether parity of the layout before is still to leave.</summary>
    public bool IsChanging => (_unsettled > 0 || _encoder.IsNextFreed) && ClosesAt != Instant.Never;

    /// <summary>The layout from the next block on.</summary>
    public void Change(ParityLayout layout)
    {
        if (layout == _layout)
            return;

        // What is left of the block, and while its columns are spread over the next.
        _unsettled = Math.Max(_layout.Span, _unsettled);
        _layout = layout;
        _encoder.Change(layout);
    }

    /// <summary>Packets begin to leave.</summary>
    public void Run(Instant now) => ClosesAt = _isOpen ? now + Window : Instant.Never;

    /// <summary>None leave any more.</summary>
    public void Stop() => ClosesAt = Instant.Never;

    /// <summary>A packet leaves.</summary>
    public void Accept(in PacketWriter packet, IByteSource film, Instant now)
    {
        if (_layout.IsNone && _encoder.Layout.IsNone && _unsettled == 0)
            return;

        // A film that cannot be read ends its session by itself; until then nothing wrong is said of it.
        if (!packet.TryCopyTo(_media, film))
            return;
        _encoder.Accept(_media.AsSpan(0, packet.Length));
        _unsettled = Math.Max(0, _unsettled - 1);
        _isOpen = true;
        ClosesAt = now + Window;
    }

    /// <summary>Closes the block with what it has.</summary>
    public void Close()
    {
        _encoder.Flush();
        (_unsettled, _isOpen) = (0, false);
        ClosesAt = Instant.Never;
    }

    /// <summary>The next parity packet leaves.</summary>
    public ReadOnlySpan<byte> Take(Instant now)
    {
        if (_encoder.IsNextFreed)
            FreedAt = now + TimeOf(DatagramSizes.Of(_encoder.NextSize));
        int length = _encoder.WriteNext(_parity);
        IsHeld = false;
        Stream.Count(length);
        return _parity.AsSpan(0, length);
    }

    /// <summary>The next parity packet leaves no more.</summary>
    public void Drop()
    {
        _encoder.Skip();
        IsHeld = false;
    }

    /// <summary>What the stream needs together with its parity.</summary>
    public PacketDemand With(PacketDemand media)
    {
        ParityLayout layout = _encoder.Layout.Overhead > _layout.Overhead ? _encoder.Layout : _layout;
        return layout.IsNone ? media : new(media.Scaled + (media.Scaled * layout.ParityPackets / layout.Packets));
    }

    private TimeSpan TimeOf(ByteCount size)
    {
        long rate = Math.Max(Stream.Source.Index.Track.MeanRate.BitsPerSecond, LeastPace.BitsPerSecond);
        return new(size.Bytes * 8 * TimeSpan.TicksPerSecond / rate);
    }
}
