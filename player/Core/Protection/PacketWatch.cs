using Streaming.Formats.Rtp;
using Streaming.Qos.Protection;

namespace Streaming.Player.Protection;

/// <summary>Tells, packet by packet, what the network lost of one stream, soon after it was lost and whatever repair makes of it.</summary>
/// <remarks>A packet counts as lost when one behind it has been here for <see cref="Patience"/>: what is overtaken by less is not. The
/// reorder buffer knows better, but later, because it waits for repair.</remarks>
internal sealed class PacketWatch(LossHistory history)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    /// <summary>512 B of bits: 100 ms of 40 000 packets a second. What finds no room is judged at once.</summary>
    private const int Capacity = 4_096;

    private readonly ulong[] _came = new ulong[Capacity / 64];
    private bool _isBegun;
    private Ssrc _source;
    private long _highest;

    /// <summary>The first whose fate is not told yet.</summary>
    private long _next;
    private (Instant At, long Highest) _mark;

    /// <summary>A packet of the stream has come over the network.</summary>
    public void Accept(Ssrc source, SequenceNumber number, Instant now)
    {
        long index = _highest + number.Since(new SequenceNumber(unchecked((ushort)_highest)));
        if (!_isBegun || source != _source || index >= _next + short.MaxValue)
            Begin(source, number, now, out index);
        if (index < _next)
            return;
        while (index >= _next + Capacity)
            Tell();
        _came[Place(index)] |= Bit(index);
        _highest = Math.Max(_highest, index);
        Settle(now);
    }

    /// <summary>Time has passed.</summary>
    public void Settle(Instant now)
    {
        if (!_isBegun || now - _mark.At < Patience)
            return;
        while (_next <= _mark.Highest)
            Tell(now);
        _mark = (now, _highest);
    }

    private void Begin(Ssrc source, SequenceNumber number, Instant now, out long index)
    {
        index = number.Value;
        Array.Clear(_came);
        history.Part();
        (_isBegun, _source, _highest, _next, _mark) = (true, source, index, index, (now, index));
    }

    private void Tell(Instant now)
    {
        ulong bit = Bit(_next);
        ref ulong word = ref _came[Place(_next)];
        history.Accept((word & bit) == 0, 1, now);
        word &= ~bit;
        _next++;
    }

    private void Tell() => Tell(_mark.At);

    private static int Place(long index) => (int)(index / 64 % (Capacity / 64));

    private static ulong Bit(long index) => 1UL << (int)(index & 63);
}
