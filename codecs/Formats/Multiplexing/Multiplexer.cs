using Streaming.Formats.Payloads.MpegTs;

namespace Streaming.Formats.Multiplexing;

/// <summary>Weaves the pictures and sounds of a program into an MPEG transport stream of constant rate. ISO/IEC 13818-1 §2.4.</summary>
/// <remarks>
/// Packets lie behind each other without a gap, so that the instant at which each byte leaves follows from its place: <see cref="Clock"/>.
/// A clock reference is that very instant. Time on this clock is counted from the first byte; a unit is to be decoded at its stamp, and
/// leaves at most <see cref="Ahead"/> before, the most urgent first, and never into a buffer of the model decoder (§2.4.2) that has no room
/// for it. What place is left over is filled with null packets.
/// Contract: before each <see cref="Write"/>, give every stream that is <see cref="IsHungry"/> its next unit by <see cref="Begin"/>, if
/// there is one.
/// </remarks>
public sealed class Multiplexer
{
    /// <summary>Ticks of 27 MHz between clock references: 30 ms, where 40 are allowed by DVB (ETSI TR 101 154 §4.1.5.3) and 100 by
    /// ISO/IEC 13818-1 §2.7.2.</summary>
    private const long ClockPeriod = ProgramClock.Hertz * 30 / 1_000;

    /// <summary>80 ms: within the 100 that receivers are tuned for (TR 101 154), far within 500 (ETSI TR 101 290 §5.2.1).</summary>
    private const long ProgramPeriod = ProgramClock.Hertz * 80 / 1_000;

    /// <summary>500 ms; TR 101 290 §5.2.3 allows 2 s.</summary>
    private const long ServicePeriod = ProgramClock.Hertz / 2;

    private const int PacketBits = ProgramClock.PacketSize * 8;

    private readonly StreamQueue[] _streams;
    private readonly TableCarousel[] _tables;
    private readonly long _ahead;

    /// <summary>Since the rate last changed.</summary>
    private long _packets;
    private long _rateSince;
    private long _clockDue;

    /// <param name="rate">Of everything, null packets included; see <see cref="MultiplexRate"/>.</param>
    /// <param name="ahead">How long before it is decoded a unit may leave at most. Up to 1 s, §2.4.2.6.</param>
    public Multiplexer(ProgramDescription program, BitRate rate, TimeSpan ahead)
    {
        Invariant.That(program.Streams.Count > 0 && rate > BitRate.Zero);
        Rate = rate;
        Ahead = ahead;
        _ahead = ahead.Ticks * 27 / 10;
        _streams = [.. program.Streams.Select(stream => new StreamQueue(stream))];
        _tables =
        [
            new(ProgramTables.AssociationPid, ProgramTables.Association(program), ProgramPeriod),
            new(ProgramDescription.MapPid, ProgramTables.Map(program), ProgramPeriod),
            new(ProgramTables.ServicePid, ProgramTables.Service(program), ServicePeriod),
        ];
    }

    public BitRate Rate { get; private set; }

    /// <summary>How long before it is decoded a unit may leave at most.</summary>
    public TimeSpan Ahead { get; }

    /// <summary>When the first byte of the next packet leaves, in ticks of 27 MHz.</summary>
    public long Clock => At(0);

    /// <summary>Packets written so far.</summary>
    public long Packets { get; private set; }

    /// <summary>Those of them that carry nothing.</summary>
    public long Nulls { get; private set; }

    /// <summary>Units that had not left when they were to be decoded: the rate is too small, or they came too late.</summary>
    public long Late { get; private set; }

    /// <summary>From the next packet on there is another rate. What has left stays what it was.</summary>
    public void ChangeRate(BitRate rate)
    {
        _rateSince = Clock;
        _packets = 0;
        Rate = rate;
    }

    /// <summary>Whether a stream waits for its next unit.</summary>
    /// <param name="stream">Its place in the program.</param>
    public bool IsHungry(int stream) => _streams[stream].IsEmpty;

    /// <summary>The next unit of a stream: its bytes are to be written where this says. §2.4.3.7.</summary>
    /// <param name="length">Of the unit, its framing included: a picture, or whole frames of sound.</param>
    /// <param name="decode">When it is decoded, in 90 kHz on this clock; where that is not behind the unit in front of it, as soon as
    /// can be.</param>
    /// <param name="presentation">When it is shown or heard.</param>
    /// <param name="last">When the last frame of it is decoded; of a picture, the same as <paramref name="decode"/>.</param>
    /// <param name="isKey">Decoding can begin here.</param>
    public Span<byte> Begin(int stream, int length, long decode, long presentation, long last, bool isKey) =>
        _streams[stream].Begin(length, decode, presentation, last, isKey);

    /// <summary>What was begun cannot be filled, and is left out.</summary>
    public void Abandon(int stream) => _streams[stream].Abandon();

    /// <summary>Writes the next packet of 188 bytes.</summary>
    public void Write(Span<byte> packet)
    {
        long now = Clock;
        if (now >= _clockDue && _streams[0].HasPlace(now))
            WriteClock(packet, now);
        else if (FindDue(now) is { } table)
            table.Write(packet, now);
        else if (FindUrgent(now) is { } stream)
            Send(stream, packet, now, clock: null);
        else
            WriteNull(packet);
        Packets++;
        _packets++;
    }

    private void WriteNull(Span<byte> packet)
    {
        TransportHeader.WriteNull(packet);
        Nulls++;
    }

    /// <summary>The first stream carries the clock, with a payload if one may leave.</summary>
    private void WriteClock(Span<byte> packet, long now)
    {
        long clock = At(TransportHeader.ClockAt * 8);
        if (_streams[0].IsReady(now, _ahead))
            Send(_streams[0], packet, now, clock);
        else
            _streams[0].WriteClock(packet, now, clock);
        _clockDue = now + ClockPeriod;
    }

    private void Send(StreamQueue stream, Span<byte> packet, long now, long? clock)
    {
        if (stream.Write(packet, now, clock) && At(PacketBits) > stream.Decode)
            Late++;
    }

    private TableCarousel? FindDue(long now)
    {
        foreach (TableCarousel table in _tables)
        {
            if (table.Due <= now)
                return table;
        }

        return null;
    }

    private StreamQueue? FindUrgent(long now)
    {
        StreamQueue? urgent = null;
        foreach (StreamQueue stream in _streams)
        {
            if (stream.IsReady(now, _ahead) && (urgent is null || stream.Decode < urgent.Decode))
                urgent = stream;
        }

        return urgent;
    }

    /// <summary>When the byte so many bits behind the beginning of the next packet leaves, to the nearest tick.</summary>
    private long At(int bits)
    {
        Int128 sent = ((Int128)_packets * PacketBits) + bits;
        return _rateSince + (long)(((sent * ProgramClock.Hertz) + (Rate.BitsPerSecond / 2)) / Rate.BitsPerSecond);
    }
}
