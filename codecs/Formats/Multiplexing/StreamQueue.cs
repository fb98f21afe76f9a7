using Streaming.Formats.Payloads.MpegTs;

namespace Streaming.Formats.Multiplexing;

/// <summary>One elementary stream on its way into packets: the unit that is being sent, and how full its decoder's buffers are. ISO/IEC
/// 13818-1 §2.4.2.</summary>
internal sealed class StreamQueue(ElementaryStream stream)
{
    /// <summary>Of the transport buffer TB, less one: between two ticks a part of a byte may come.</summary>
    private const int TransportBuffer = 511;

    /// <summary>Units sent and not yet decoded: 120 pictures a second, a second ahead, and as many again.</summary>
    private const int MostWaiting = 256;

    private static readonly long PacketBits = Scaled(ProgramClock.PacketSize);

    private readonly Queue<(long Until, int Bytes)> _waiting = new(MostWaiting);
    private readonly long _leak = stream.Leak.BitsPerSecond;
    private readonly int _buffer = stream.Buffer;
    private byte[] _unit = new byte[64 * 1024];
    private int _length;
    private int _sent;
    private bool _isKey;
    private int _counter;
    private int _buffered;
    private long _lastDecode = long.MinValue / 600;

    /// <summary>Level of TB in bits × <see cref="ProgramClock.Hertz"/>, at <see cref="_leaked"/>: whole numbers, as ticks are.</summary>
    private long _level;
    private long _leaked;

    public ElementaryStream Stream => stream;

    /// <summary>Nothing is being sent: the next unit is wanted.</summary>
    public bool IsEmpty => _sent == _length;

    /// <summary>When the unit that is being sent is decoded, in ticks.</summary>
    public long Decode { get; private set; }

    /// <summary>When the last of it is decoded and leaves the buffer: of sound, a unit is several frames.</summary>
    private long Until { get; set; }

    /// <summary>Room for a unit of <paramref name="length"/> bytes, behind its header.</summary>
    public Span<byte> Begin(int length, long decode, long presentation, long last, bool isKey)
    {
        Invariant.That(IsEmpty);

        // Titles that follow one another may reorder their pictures differently: a decoder takes no two at once.
        decode = Math.Max(decode, _lastDecode + 1);
        presentation = Math.Max(presentation, decode);
        _lastDecode = decode;
        int header = PesHeader.Size(decode, presentation);
        if (_unit.Length < header + length)
            Array.Resize(ref _unit, Math.Max(header + length, 2 * _unit.Length));
        PesHeader.Write(_unit, stream.IsPicture, length, decode, presentation);
        (_length, _sent, _isKey) = (header + length, 0, isKey);
        (Decode, Until) = (decode * 300, Math.Max(decode, last) * 300);
        return _unit.AsSpan(header, length);
    }

    /// <summary>What was begun cannot be read: it is left out.</summary>
    public void Abandon() => _length = _sent = 0;

    /// <summary>Whether its next packet may leave: not too early, and into buffers that have room.</summary>
    public bool IsReady(long now, long ahead)
    {
        if (IsEmpty || now < Decode - ahead || !HasPlace(now))
            return false;
        while (_waiting.TryPeek(out (long Until, int Bytes) oldest) && oldest.Until <= now)
            _buffered -= _waiting.Dequeue().Bytes;
        bool hasRoom = _buffered + TransportHeader.Room <= _buffer || _buffered == _sent;
        return hasRoom && _waiting.Count < MostWaiting;
    }

    /// <summary>Whether the transport buffer takes another packet, whatever is in it.</summary>
    public bool HasPlace(long now)
    {
        Leak(now);
        return _level + PacketBits <= Scaled(TransportBuffer);
    }

    /// <summary>Writes the next packet.</summary>
    /// <param name="clock">A clock reference to carry.</param>
    /// <returns>Whether it was the unit's last.</returns>
    public bool Write(Span<byte> packet, long now, long? clock)
    {
        bool isStart = _sent == 0, isAccess = isStart && _isKey && stream.IsPicture;
        int adaptation = clock is not null ? TransportHeader.ClockSize : isAccess ? TransportHeader.FlagsSize : 0;
        int count = Math.Min(TransportHeader.Room - adaptation, _length - _sent);
        TransportHeader.Write(packet, stream.Pid, _counter++, isStart, TransportHeader.Room - count, isAccess, clock);
        _unit.AsSpan(_sent, count).CopyTo(packet[^count..]);
        _sent += count;
        _buffered += count;
        Fill(now);
        if (!IsEmpty)
            return false;
        _waiting.Enqueue((Until, _length));
        return true;
    }

    /// <summary>Writes a packet with nothing but a clock reference.</summary>
    public void WriteClock(Span<byte> packet, long now, long clock)
    {
        // The counter stands: it counts payload. §2.4.3.3.
        TransportHeader.Write(
            packet, stream.Pid, _counter - 1, isUnitStart: false, TransportHeader.Room, isRandomAccess: false, clock, hasPayload: false);
        Fill(now);
    }

    private static long Scaled(int bytes) => bytes * 8 * ProgramClock.Hertz;

    /// <summary>After a second nothing is left at any rate, and the product stays below 2⁶³.</summary>
    private void Leak(long now)
    {
        _level = Math.Max(0, _level - (_leak * Math.Min(now - _leaked, ProgramClock.Hertz)));
        _leaked = now;
    }

    private void Fill(long now)
    {
        Leak(now);
        _level += PacketBits;
    }
}
