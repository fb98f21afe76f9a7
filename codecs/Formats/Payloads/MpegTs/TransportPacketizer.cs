namespace Streaming.Formats.Payloads.MpegTs;

/// <summary>Puts the packets of an MPEG transport stream into RTP payloads, and says when each is to leave. RFC 2250 §2.</summary>
/// <remarks>
/// Seven packets fill a payload of 1 316 bytes. A packet's time lies evenly between the two clock references around it, as the standard
/// has it (ISO/IEC 13818-1 §2.4.2.2), so nothing is known of one before the next reference has come; behind the last, and where the clock
/// begins anew, the rate before goes on. Contract: after each <see cref="TryAccept"/> and <see cref="End"/>, drain <see cref="TryTake"/>.
/// </remarks>
public sealed class TransportPacketizer
{
    /// <summary>What fits into an Ethernet frame with IP, UDP, RTP, and the header of parity.</summary>
    public const int PacketsPerPayload = 7;

    /// <summary>Packets that wait for a reference: 1.5 MB, or 120 ms at 100 Mb/s, where references are at most 100 ms apart.
    /// §2.7.2.</summary>
    public const int MostHeld = 8_192;

    /// <summary>References further apart than this are another clock: ten times what is allowed.</summary>
    private const long LongestStep = ProgramClock.Hertz;

    private const int Size = ProgramClock.PacketSize;

    private byte[] _held = new byte[64 * Size];
    private long[] _times = new long[64];
    private int _first;
    private int _timed;
    private int _end;
    private ProgramClock? _clock;

    /// <summary>Of the first packet that has none yet, in ticks since the stream's first.</summary>
    private long _time;
    private long _step;
    private int _stepCount = 1;
    private bool _isEnded;

    /// <summary>Packets without the sync byte, which were left out.</summary>
    public long Malformed { get; private set; }

    /// <summary>Takes a packet of 188 bytes.</summary>
    /// <returns>False where it is none.</returns>
    public bool TryAccept(ReadOnlySpan<byte> packet)
    {
        Invariant.That(!_isEnded);
        if (packet.Length != Size || packet[0] != ProgramClock.Sync)
        {
            Malformed++;
            return false;
        }

        if (_end == _times.Length)
            MakeRoom();
        if (ProgramClock.TryRead(packet, out ProgramClock clock) && (_clock is null || clock.Pid == _clock.Value.Pid))
            Refer(clock);
        else if (_end - _timed >= MostHeld)
            DoWithout();
        packet.CopyTo(_held.AsSpan(_end * Size));
        _end++;
        return true;
    }

    /// <summary>No more will come: what waits leaves at the rate before.</summary>
    public void End()
    {
        _isEnded = true;
        GoOn();
    }

    /// <summary>The next payload, valid until anything else is called.</summary>
    /// <param name="at">When its first byte leaves, since the stream's first.</param>
    public bool TryTake(out ReadOnlySpan<byte> payload, out TimeSpan at)
    {
        int count = Math.Min(PacketsPerPayload, _timed - _first);
        bool hasOne = count == PacketsPerPayload || (_isEnded && count > 0);
        payload = hasOne ? _held.AsSpan(_first * Size, count * Size) : default;
        at = hasOne ? TimeSpan.FromTicks(_times[_first] * 10 / 27) : default;
        _first += hasOne ? count : 0;
        return hasOne;
    }

    /// <summary>The packet to come carries a reference: those since the one before lie evenly between, and add up exactly.</summary>
    private void Refer(in ProgramClock clock)
    {
        int count = _end - _timed;
        if (_clock is { } before && !clock.IsNew && count > 0 && clock.Since(before) is var step && step <= LongestStep)
            (_step, _stepCount) = (step, count);
        GoOn();
        _clock = clock;
    }

    /// <summary>No reference for too long: the next one begins anew.</summary>
    private void DoWithout()
    {
        GoOn();
        _clock = null;
    }

    /// <summary>What has no time yet leaves at the rate before; before the first reference no time passes.</summary>
    private void GoOn()
    {
        int count = _end - _timed;
        for (int i = 0; i < count; i++)
            _times[_timed + i] = _time + (_step * i / _stepCount);
        _time += _step * count / _stepCount;
        _timed = _end;
    }

    private void MakeRoom()
    {
        if (_first > 0)
        {
            _held.AsSpan(_first * Size, (_end - _first) * Size).CopyTo(_held);
            _times.AsSpan(_first, _end - _first).CopyTo(_times);
            (_timed, _end, _first) = (_timed - _first, _end - _first, 0);
        }

        if (_end < _times.Length)
            return;
        Array.Resize(ref _held, _held.Length * 2);
        Array.Resize(ref _times, _times.Length * 2);
    }
}
