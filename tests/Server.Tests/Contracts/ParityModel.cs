using Streaming.Formats.Fec;
using Streaming.Qos.Envelopes;
using Streaming.Server.Sending;
using Streaming.Testing.Sending;

namespace Streaming.Server.Tests.Contracts;

/// <summary>Parity as a sender lets it leave: each packet as soon as it is ready; a block that stands still while it plays is
/// closed.</summary>
internal sealed class ParityModel
{
    private static readonly TimeSpan Standstill = TimeSpan.FromMilliseconds(400);

    private readonly FecEncoder _encoder;
    private readonly byte[] _packet = new byte[2_000];
    private Instant? _last;

    private readonly IReadOnlyList<Instant> _plays;

    /// <param name="plays">When each began: a pause leaves its block open.</param>
    public ParityModel(SendStream stream, ParityLayout layout, IReadOnlyList<Instant> plays)
    {
        _plays = plays;
        _encoder = new(127, new(new(99), new(65_530), new(0)), stream.Identity.Ssrc);
        _encoder.Change(layout);
    }

    /// <summary>Of all packets, media too, as a datagram.</summary>
    public ByteCount Largest { get; private set; }

    /// <summary>Bytes of parity, as datagrams.</summary>
    public long Parity { get; private set; }

    /// <summary>The bucket that media and parity need together.</summary>
    public DepthMeter Meter(IEnumerable<SentPacket> media, BitRate rate)
    {
        DepthMeter meter = new(rate);
        foreach (SentPacket packet in media)
        {
            if (_last is { } last && Instant.Max(last, _plays.Last(play => play <= packet.At)) is var since
                && packet.At - since >= Standstill)
            {
                _encoder.Flush();
                Drain(ref meter, since + Standstill);
            }

            _last = packet.At;
            Add(ref meter, packet.At, packet.Bytes.Length);
            _encoder.Accept(packet.Bytes);
            Drain(ref meter, packet.At);
        }

        return meter;
    }

    private void Drain(ref DepthMeter meter, Instant now)
    {
        while (_encoder.HasNext)
        {
            int length = _encoder.WriteNext(_packet);
            Parity += length + DatagramSizes.LowerHeaders;
            Add(ref meter, now, length);
        }
    }

    private void Add(ref DepthMeter meter, Instant now, int packet)
    {
        ByteCount size = DatagramSizes.Of(packet);
        meter.Add(now.Ticks, size);
        Largest = size > Largest ? size : Largest;
    }
}
